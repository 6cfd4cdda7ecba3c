from . import otop_agreement
from . import otop_agreement_terms
from . import otop_agreement_line
from . import product_product
