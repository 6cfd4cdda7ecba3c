from . import models
from . import wizard
from .hooks import post_init_hook
from .tools import buddhist_labels, log_mask

buddhist_labels.install()
log_mask.install()
