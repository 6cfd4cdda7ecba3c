import {registry} from "@web/core/registry";
import {standardWidgetProps} from "@web/views/widgets/standard_widget_props";
import {Component, onMounted, onWillUnmount, xml} from "@odoo/owl";

const SECONDS = 3;

/**
 * Looks at a settlement run again while it is running: its bar moves, and closing the window changes nothing.
 */
export class OtopRunRefresh extends Component {
    static template = xml`<span class="o_otop_run_refresh"/>`;
    static props = {...standardWidgetProps};

    setup() {
        onMounted(() => {
            this.timer = setInterval(() => this.refresh(), 1000 * SECONDS);
        });
        onWillUnmount(() => clearInterval(this.timer));
    }

    async refresh() {
        const {record} = this.props;
        if (record.data.state === "running" && !this.isBusy) {
            this.isBusy = true;
            try {
                await record.load();
            } finally {
                this.isBusy = false;
            }
        }
    }
}

registry.category("view_widgets").add("otop_run_refresh", {component: OtopRunRefresh});
