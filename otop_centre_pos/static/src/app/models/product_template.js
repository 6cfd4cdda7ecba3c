import {ProductTemplate} from "@point_of_sale/app/models/product_template";
import {normalize} from "@web/core/l10n/utils";
import {patch} from "@web/core/utils/patch";

patch(ProductTemplate.prototype, {
    /** Goods are also found by the producer's name or code, without the server. */
    get searchString() {
        const origin = [this.producer_code, this.producer_name, this.producer_state_name];
        return [super.searchString, normalize(origin.filter(Boolean).join(" "))].join(" ");
    },

    /** Who made it and where, as the buyer reads it. */
    get otopOrigin() {
        return [this.producer_name, this.producer_state_name].filter(Boolean).join(" · ");
    },

    /** Goods of a producer: the centre's rules hold for them, Odoo's for all others. */
    get isOtopConsigned() {
        return Boolean(this.producer_name);
    },

    get otopStars() {
        return "★".repeat(this.otop_star || 0);
    },
});
