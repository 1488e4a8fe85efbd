"""``python -m gouji_models export|import``: corpora in and out of annotation tools."""

import sys

from .exchange import main

sys.exit(main())
