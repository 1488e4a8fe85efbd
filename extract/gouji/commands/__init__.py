"""What each subcommand does; imported only when it runs, so that ``gouji --help`` stays quick."""
