from . import otop_agreement
from . import otop_agreement_terms
from . import otop_agreement_line
from . import product_product
from . import otop_producer_merge
from . import product_template
from . import product_template_attribute_value
from . import res_partner
