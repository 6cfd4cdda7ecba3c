"""What the till adds to the integrity check."""

from .tickets import Tickets
from .till_pieces import TillPieces
from .till_proceeds import TillProceeds
