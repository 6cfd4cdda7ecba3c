import {ProductScreen} from "@point_of_sale/app/screens/product_screen/product_screen";
import {patch} from "@web/core/utils/patch";

patch(ProductScreen.prototype, {
    loadProductFromDBDomain(searchProductWord) {
        return [
            "|",
            ["producer_code", "ilike", searchProductWord],
            "|",
            ["producer_name", "ilike", searchProductWord],
            ...super.loadProductFromDBDomain(searchProductWord),
        ];
    },
});
