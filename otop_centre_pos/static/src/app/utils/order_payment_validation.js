import OrderPaymentValidation from "@point_of_sale/app/utils/order_payment_validation";
import {patch} from "@web/core/utils/patch";

patch(OrderPaymentValidation.prototype, {
    async isOrderValid(isForceValidate) {
        const expired = await this.pos.findExpiredLine(this.order);
        if (expired) {
            this.pos.refuseExpiredLot(expired.lot_name, expired.line.getFullProductName());
            return false;
        }
        return await super.isOrderValid(isForceValidate);
    },
});
