from . import models
from . import wizard
from .hooks import post_init_hook
from .tools import log_mask

log_mask.install()
