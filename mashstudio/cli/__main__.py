"""`python -m mashstudio.cli` is the `mashstudio` command."""

import sys

from mashstudio.cli import main

sys.exit(main())
