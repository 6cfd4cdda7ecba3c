import OrderPaymentValidation from "@point_of_sale/app/utils/order_payment_validation";
import {patch} from "@web/core/utils/patch";

patch(OrderPaymentValidation.prototype, {
    async isOrderValid(isForceValidate) {
        const line = this.order.lines.find((line) => line.otopExpiredLot);
        if (line) {
            this.pos.refuseExpiredLot(line.otopExpiredLot, line.getFullProductName());
            return false;
        }
        return await super.isOrderValid(isForceValidate);
    },
});
