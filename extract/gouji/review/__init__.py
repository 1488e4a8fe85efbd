"""The local review page: a small web server on 127.0.0.1 for one reviewer, with nothing kept after it ends."""
