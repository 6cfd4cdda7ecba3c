from . import settings
from . import register
from . import agree
from . import receive
from . import sell
from . import settle
from . import pay
