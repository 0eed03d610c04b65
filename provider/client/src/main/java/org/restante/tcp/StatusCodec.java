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

/** The bytes of how things stand. */
final class StatusCodec {

    private StatusCodec() {}

    static void writeSettings(Encoder out, Settings settings) {
        Fields.writeList(
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
        Fields.writeId(out, status.id());
        Fields.writeAddress(out, status.destination());
        Fields.writeText(out, status.subscription());
        Fields.writeList(out, status.steps(), StatusCodec::writeStep);
    }

    static DeliveryStatus delivery(Decoder in) {
        return new DeliveryStatus(
                Fields.id(in), Fields.address(in), Fields.text(in), Fields.list(in, StatusCodec::step));
    }

    private static void writeStep(Encoder out, DeliveryStatus.Step step) {
        Codes.write(out, Codes.STATES, step.state());
        out.i64(step.time()).varint(step.attempt());
        Fields.writeText(out, step.consumer());
        Fields.writeText(out, step.clientId());
        Fields.writeText(out, step.reason());
    }

    private static DeliveryStatus.Step step(Decoder in) {
        return new DeliveryStatus.Step(
                Codes.read(in, Codes.STATES),
                in.i64(),
                Fields.number(in),
                Fields.text(in),
                Fields.text(in),
                Fields.text(in));
    }

    static void writeDestination(Encoder out, DestinationStatus status) {
        out.varint(status.id());
        Fields.writeAddress(out, status.address());
        Fields.writeOptional(out, status.subscription(), StatusCodec::writeSubscription);
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
                Fields.number(in),
                Fields.address(in),
                Fields.optional(in, StatusCodec::subscription),
                Fields.flag(in),
                new Counts(in.varint(), in.varint(), in.varint(), in.varint(), Fields.number(in), in.i64()),
                BrokerInfoCodec.traffic(in));
    }

    private static void writeSubscription(Encoder out, DestinationStatus.Subscription subscription) {
        Fields.writeText(out, subscription.clientId());
        Fields.writeText(out, subscription.name());
        Fields.writeText(out, subscription.selector());
        out.bool(subscription.durable()).bool(subscription.shared());
    }

    private static DestinationStatus.Subscription subscription(Decoder in) {
        return new DestinationStatus.Subscription(
                Fields.text(in), Fields.text(in), Fields.text(in), Fields.flag(in), Fields.flag(in));
    }

    static void writeConnection(Encoder out, ConnectionStatus status) {
        Fields.writeText(out.varint(status.id()), status.clientId());
        out.varint(status.sessions()).varint(status.inFlight()).varint(status.temporaries());
        Fields.writeList(out, status.consumers(), StatusCodec::writeConsumer);
    }

    static ConnectionStatus connection(Decoder in) {
        return new ConnectionStatus(
                in.varint(),
                Fields.text(in),
                Fields.number(in),
                Fields.number(in),
                Fields.number(in),
                Fields.list(in, StatusCodec::consumer));
    }

    private static void writeConsumer(Encoder out, ConnectionStatus.Consumer consumer) {
        out.string(consumer.name());
        Fields.writeAddress(out, consumer.destination());
        Fields.writeText(out, consumer.subscription());
        Fields.writeText(out, consumer.selector());
        out.varint(consumer.inFlight()).varint(consumer.credit());
    }

    private static ConnectionStatus.Consumer consumer(Decoder in) {
        return new ConnectionStatus.Consumer(
                in.string(),
                Fields.address(in),
                Fields.text(in),
                Fields.text(in),
                Fields.number(in),
                Fields.number(in));
    }

    static void writeMessage(Encoder out, MessageStatus status) {
        Fields.writeId(out, status.id());
        Fields.writeTag(out, status.tag());
        out.varint(status.size()).i64(status.queuedAt()).varint(status.attempts());
        out.i64(status.due()).bool(status.inFlight());
        Fields.writeOptional(out, status.holder(), StatusCodec::writeHolder);
    }

    static MessageStatus message(Decoder in) {
        return new MessageStatus(
                Fields.id(in),
                Fields.tag(in),
                Fields.number(in),
                in.i64(),
                Fields.number(in),
                in.i64(),
                Fields.flag(in),
                Fields.optional(in, StatusCodec::holder));
    }

    private static void writeHolder(Encoder out, MessageStatus.Holder holder) {
        Fields.writeText(out.string(holder.consumer()).varint(holder.connection()), holder.clientId());
        out.i64(holder.since());
    }

    private static MessageStatus.Holder holder(Decoder in) {
        return new MessageStatus.Holder(in.string(), in.varint(), Fields.text(in), in.i64());
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
                Fields.flag(in));
    }
}
