import sys

from groundswell.work.cli import main

sys.exit(main())
