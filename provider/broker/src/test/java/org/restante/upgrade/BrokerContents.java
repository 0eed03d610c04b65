package org.restante.upgrade;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.restante.admin.Admin;
import org.restante.admin.BrowsedMessage;
import org.restante.admin.DeliveryFilter;
import org.restante.admin.MessageFilter;
import org.restante.admin.Schedule;
import org.restante.link.DeliveryStatus;
import org.restante.link.DestinationStatus;
import org.restante.link.MessageStatus;
import org.restante.link.Settings;
import org.restante.message.Correlation;
import org.restante.message.Header;

/**
 * All contents of a broker that its administration shows, as lines of text: settings; destinations and subscriptions; each waiting
 * message with its header, its properties with their types and the bytes of its body; each delivery with its steps; schedules. Reading
 * does not change the broker.
 *
 * <p>Counters that start at zero with the broker are left out. A start adds a step to the history of messages in flight; this step is
 * listed without its time.
 */
final class BrokerContents {

    private static final String RESTART_REASON = "the broker restarted";

    private final List<String> lines = new ArrayList<>();

    private BrokerContents() {}

    static List<String> of(Admin admin) {
        BrokerContents contents = new BrokerContents();
        admin.settings().forEach(contents::settings);
        for (DestinationStatus status : admin.destinations()) {
            contents.destination(status);
            if (status.subscription() != null || !status.address().kind().isTopic()) {
                admin.at(status).browse(MessageFilter.all().withInFlight()).forEach(contents::message);
            }
        }
        admin.deliveries(DeliveryFilter.all()).forEach(contents::delivery);
        admin.schedules().forEach(contents::schedule);
        return contents.lines.stream().map(BrokerContents::escaped).toList();
    }

    /** A line in which each character other than printable ASCII is written as a Unicode escape. */
    static String escaped(String line) {
        StringBuilder text = new StringBuilder(line.length());
        for (int i = 0; i < line.length(); i++) {
            char each = line.charAt(i);
            if (each < ' ' || each > '~') {
                text.append("\\u").append(HexFormat.of().toHexDigits(each));
            } else {
                text.append(each);
            }
        }
        return text.toString();
    }

    private void settings(String pattern, Settings settings) {
        lines.add("settings " + pattern + " " + settings.words());
    }

    private void destination(DestinationStatus status) {
        DestinationStatus.Subscription subscription = status.subscription();
        String what = subscription == null
                ? "destination " + status.address()
                : "subscription of " + status.address() + " client=" + subscription.clientId() + " name="
                        + subscription.name() + " selector=" + subscription.selector() + " durable="
                        + subscription.durable() + " shared=" + subscription.shared();
        lines.add(what + " id=" + status.id() + " paused=" + status.paused() + " messages="
                + status.counts().messages() + " inFlight=" + status.counts().inFlight() + " delayed="
                + status.counts().delayed() + " bytes=" + status.counts().bytes() + " oldest="
                + status.counts().oldest());
    }

    private void message(BrowsedMessage message) {
        MessageStatus status = message.status();
        MessageStatus.Holder holder = status.holder();
        lines.add("  message " + message.id() + " owner=" + status.tag().owner() + " priority="
                + status.tag().priority() + " sequence=" + status.tag().sequence() + " size=" + status.size()
                + " queued=" + status.queuedAt() + " attempts=" + status.attempts() + " due=" + status.due()
                + " inFlight=" + status.inFlight() + " holder=" + (holder == null ? null : holder.consumer()));
        header(message.header());
        message.properties().forEach((name, value) -> lines.add("    property " + name + " = " + typed(value)));
        lines.add("    body " + message.bodyKind().name() + " " + hex(message.body()));
    }

    private void header(Header header) {
        Correlation correlation = header.correlation();
        lines.add("    header to=" + header.destination() + " persistent=" + header.persistent() + " timestamp="
                + header.timestamp() + " expiration=" + header.expiration() + " deliveryTime="
                + header.deliveryTime() + " replyTo=" + header.replyTo() + " type=" + header.type() + " correlation="
                + (correlation == null ? null : correlation.text() + " binary=" + correlation.binary()));
    }

    static String typed(@Nullable Object value) {
        if (value == null) {
            return "null";
        }
        String text = value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : value.toString();
        return value.getClass().getSimpleName() + " " + text;
    }

    private static String hex(@Nullable ByteBuffer body) {
        if (body == null) {
            return "null";
        }
        byte[] bytes = new byte[body.remaining()];
        body.get(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private void delivery(DeliveryStatus delivery) {
        lines.add("delivery " + delivery.id() + " " + delivery.destination() + " subscription="
                + delivery.subscription());
        for (DeliveryStatus.Step step : delivery.steps()) {
            lines.add("  " + step.state().name() + " time=" + (RESTART_REASON.equals(step.reason()) ? "*" : step.time())
                    + " attempt=" + step.attempt() + " consumer=" + step.consumer() + " client="
                    + step.clientId() + " reason=" + step.reason());
        }
    }

    private void schedule(Schedule schedule) {
        lines.add("schedule " + schedule.id() + " to " + schedule.destination() + " " + schedule.timing() + " sent="
                + schedule.sent() + " next=" + schedule.next());
    }
}
