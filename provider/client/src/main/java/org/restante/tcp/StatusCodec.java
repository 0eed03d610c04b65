package org.restante.tcp;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.restante.link.ConnectionStatus;
import org.restante.link.Counts;
import org.restante.link.DeliveryStatus;
import org.restante.link.DestinationStatus;
import org.restante.link.DiskStatus;
import org.restante.link.MessageStatus;
import org.restante.link.Settings;
import org.restante.message.Decoder;
import org.restante.message.Encoder;

/** The bytes of the status of messages, destinations, connections and the disk. */
final class StatusCodec {

    private StatusCodec() {}

    static void writeSettings(Encoder out, Settings settings) {
        WireFields.writeList(
                out,
                List.copyOf(settings.words().entrySet()),
                (to, entry) -> to.string(entry.getKey()).string(entry.getValue()));
    }

    static Settings settings(Decoder in) {
        Map<String, String> words = new LinkedHashMap<>();
        int count = in.count();
        for (int i = 0; i < count; i++) {
            words.put(in.string(), in.string());
        }
        return Settings.of(words);
    }

    static void writeDelivery(Encoder out, DeliveryStatus status) {
        WireFields.writeId(out, status.id());
        WireFields.writeAddress(out, status.destination());
        WireFields.writeText(out, status.subscription());
        WireFields.writeList(out, status.steps(), StatusCodec::writeStep);
    }

    static DeliveryStatus delivery(Decoder in) {
        return new DeliveryStatus(
                WireFields.id(in), WireFields.address(in), WireFields.text(in), WireFields.list(in, StatusCodec::step));
    }

    private static void writeStep(Encoder out, DeliveryStatus.Step step) {
        Codes.STATES.write(out, step.state());
        out.i64(step.time()).varint(step.attempt());
        WireFields.writeText(out, step.consumer());
        WireFields.writeText(out, step.clientId());
        WireFields.writeText(out, step.reason());
    }

    private static DeliveryStatus.Step step(Decoder in) {
        return new DeliveryStatus.Step(
                Codes.STATES.read(in),
                in.i64(),
                WireFields.number(in),
                WireFields.text(in),
                WireFields.text(in),
                WireFields.text(in));
    }

    static void writeDestination(Encoder out, DestinationStatus status) {
        out.varint(status.id());
        WireFields.writeAddress(out, status.address());
        WireFields.writeOptional(out, status.subscription(), StatusCodec::writeSubscription);
        out.bool(status.paused());
        Counts counts = status.counts();
        out.varint(counts.messages())
                .varint(counts.inFlight())
                .varint(counts.delayed())
                .varint(counts.bytes())
                .varint(counts.consumers())
                .i64(counts.oldest());
        BrokerInfoCodec.writeTraffic(out, status.traffic());
    }

    static DestinationStatus destination(Decoder in) {
        return new DestinationStatus(
                WireFields.number(in),
                WireFields.address(in),
                WireFields.optional(in, StatusCodec::subscription),
                WireFields.flag(in),
                new Counts(in.varint(), in.varint(), in.varint(), in.varint(), WireFields.number(in), in.i64()),
                BrokerInfoCodec.traffic(in));
    }

    private static void writeSubscription(Encoder out, DestinationStatus.Subscription subscription) {
        WireFields.writeText(out, subscription.clientId());
        WireFields.writeText(out, subscription.name());
        WireFields.writeText(out, subscription.selector());
        out.bool(subscription.durable()).bool(subscription.shared());
    }

    private static DestinationStatus.Subscription subscription(Decoder in) {
        return new DestinationStatus.Subscription(
                WireFields.text(in),
                WireFields.text(in),
                WireFields.text(in),
                WireFields.flag(in),
                WireFields.flag(in));
    }

    static void writeConnection(Encoder out, ConnectionStatus status) {
        WireFields.writeText(out.varint(status.id()), status.clientId());
        out.varint(status.sessions()).varint(status.inFlight()).varint(status.temporaries());
        WireFields.writeList(out, status.consumers(), StatusCodec::writeConsumer);
    }

    static ConnectionStatus connection(Decoder in) {
        return new ConnectionStatus(
                in.varint(),
                WireFields.text(in),
                WireFields.number(in),
                WireFields.number(in),
                WireFields.number(in),
                WireFields.list(in, StatusCodec::consumer));
    }

    private static void writeConsumer(Encoder out, ConnectionStatus.Consumer consumer) {
        out.string(consumer.name());
        WireFields.writeAddress(out, consumer.destination());
        WireFields.writeText(out, consumer.subscription());
        WireFields.writeText(out, consumer.selector());
        out.varint(consumer.inFlight()).varint(consumer.credit());
    }

    private static ConnectionStatus.Consumer consumer(Decoder in) {
        return new ConnectionStatus.Consumer(
                in.string(),
                WireFields.address(in),
                WireFields.text(in),
                WireFields.text(in),
                WireFields.number(in),
                WireFields.number(in));
    }

    static void writeMessage(Encoder out, MessageStatus status) {
        WireFields.writeId(out, status.id());
        WireFields.writeTag(out, status.tag());
        out.varint(status.size()).i64(status.queuedAt()).varint(status.attempts());
        out.i64(status.due()).bool(status.inFlight());
        WireFields.writeOptional(out, status.holder(), StatusCodec::writeHolder);
    }

    static MessageStatus message(Decoder in) {
        return new MessageStatus(
                WireFields.id(in),
                WireFields.tag(in),
                WireFields.number(in),
                in.i64(),
                WireFields.number(in),
                in.i64(),
                WireFields.flag(in),
                WireFields.optional(in, StatusCodec::holder));
    }

    private static void writeHolder(Encoder out, MessageStatus.Holder holder) {
        WireFields.writeText(out.string(holder.consumer()).varint(holder.connection()), holder.clientId());
        out.i64(holder.since());
    }

    private static MessageStatus.Holder holder(Decoder in) {
        return new MessageStatus.Holder(in.string(), in.varint(), WireFields.text(in), in.i64());
    }

    static void writeDisk(Encoder out, DiskStatus disk) {
        out.varint(disk.segment()).varint(disk.first()).varint(disk.end()).varint(disk.live());
        out.varint(disk.oldestLive()).i64(disk.covered()).varint(disk.nextSnapshot());
        out.varint(disk.logFiles())
                .varint(disk.snapshotFiles())
                .i64(disk.free())
                .varint(disk.reserve());
        out.bool(disk.full());
    }

    static DiskStatus disk(Decoder in) {
        return new DiskStatus(
                in.varint(),
                in.varint(),
                in.varint(),
                in.varint(),
                in.varint(),
                in.i64(),
                in.varint(),
                in.varint(),
                in.varint(),
                in.i64(),
                in.varint(),
                WireFields.flag(in));
    }
}
