package org.restante.tcp;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.restante.link.Reply;
import org.restante.link.Settings;
import org.restante.message.Address;
import org.restante.message.Decoder;
import org.restante.message.Encoder;

/** The bytes of replies. */
final class ReplyCodec {

    static final Kinds<Reply> KINDS = new Kinds<Reply>("reply")
            .addAll(common())
            .addAll(administrative())
            .addAll(ofMessages())
            .complete(Reply.class);

    private ReplyCodec() {}

    private static Kinds<Reply> common() {
        return new Kinds<Reply>("reply")
                .add(1, Reply.Done.class, (out, r) -> {}, in -> new Reply.Done())
                .add(
                        2,
                        Reply.Refused.class,
                        (out, r) -> {
                            Codes.PROBLEMS.write(out, r.problem());
                            out.string(r.reason());
                        },
                        in -> new Reply.Refused(Codes.problem(in), in.string()))
                .add(
                        3,
                        Reply.Connected.class,
                        (out, r) -> out.i32(r.store())
                                .i64(r.connection())
                                .i32(r.maxMessage())
                                .bool(r.resumed()),
                        in -> new Reply.Connected(in.i32(), in.i64(), in.i32(), WireFields.flag(in)))
                .add(
                        4,
                        Reply.Created.class,
                        (out, r) -> WireFields.writeAddress(out, r.address()),
                        in -> new Reply.Created(WireFields.address(in)))
                .add(5, Reply.Page.class, ReplyCodec::writePage, ReplyCodec::page)
                .add(
                        6,
                        Reply.Statuses.class,
                        (out, r) -> WireFields.writeList(out, r.statuses(), StatusCodec::writeDelivery),
                        in -> new Reply.Statuses(WireFields.list(in, StatusCodec::delivery)))
                .add(
                        7,
                        Reply.Branches.class,
                        (out, r) -> WireFields.writeList(out, r.branches(), WireFields::writeBranch),
                        in -> new Reply.Branches(WireFields.list(in, WireFields::branch)))
                .add(
                        8,
                        Reply.Reclaimed.class,
                        (out, r) -> {
                            WireFields.writeTags(out, r.tags());
                            WireFields.writeTags(out, r.elsewhere());
                        },
                        in -> new Reply.Reclaimed(WireFields.tags(in), WireFields.tags(in)))
                .add(9, Reply.NoPrefetch.class, (out, r) -> {}, in -> new Reply.NoPrefetch());
    }

    private static Kinds<Reply> administrative() {
        return new Kinds<Reply>("reply")
                .add(64, Reply.Configured.class, ReplyCodec::writeConfigured, ReplyCodec::configured)
                .add(
                        66,
                        Reply.Destinations.class,
                        (out, r) -> {
                            WireFields.writeList(out, r.destinations(), StatusCodec::writeDestination);
                            out.varint(r.next());
                        },
                        in -> new Reply.Destinations(
                                WireFields.list(in, StatusCodec::destination), WireFields.number(in)))
                .add(
                        67,
                        Reply.Connections.class,
                        (out, r) -> {
                            WireFields.writeList(out, r.connections(), StatusCodec::writeConnection);
                            out.varint(r.next());
                        },
                        in -> new Reply.Connections(WireFields.list(in, StatusCodec::connection), in.varint()))
                .add(
                        69,
                        Reply.Info.class,
                        (out, r) -> BrokerInfoCodec.write(out, r.broker()),
                        in -> new Reply.Info(BrokerInfoCodec.read(in)));
    }

    private static Kinds<Reply> ofMessages() {
        return new Kinds<Reply>("reply")
                .add(65, Reply.Swept.class, ReplyCodec::writeSwept, ReplyCodec::swept)
                .add(68, Reply.Looked.class, ReplyCodec::writeLooked, ReplyCodec::looked)
                .add(
                        70,
                        Reply.Messages.class,
                        (out, r) -> {
                            WireFields.writeList(out, r.messages(), StatusCodec::writeMessage);
                            WireFields.writeOptional(out, r.next(), WireFields::writeTag);
                        },
                        in -> new Reply.Messages(
                                WireFields.list(in, StatusCodec::message), WireFields.optional(in, WireFields::tag)))
                .add(
                        71,
                        Reply.Deliveries.class,
                        (out, r) -> {
                            WireFields.writeList(out, r.deliveries(), StatusCodec::writeDelivery);
                            WireFields.writeOptional(out, r.next(), WireFields::writeTag);
                        },
                        in -> new Reply.Deliveries(
                                WireFields.list(in, StatusCodec::delivery), WireFields.optional(in, WireFields::tag)))
                .add(
                        72,
                        Reply.Disk.class,
                        (out, r) -> StatusCodec.writeDisk(out, r.status()),
                        in -> new Reply.Disk(StatusCodec.disk(in)))
                .add(
                        73,
                        Reply.Holders.class,
                        (out, r) -> {
                            WireFields.writeList(out, r.holders(), ReplyCodec::writeHolder);
                            WireFields.writeOptional(out, r.next(), WireFields::writeTag);
                        },
                        in -> new Reply.Holders(
                                WireFields.list(in, ReplyCodec::holder), WireFields.optional(in, WireFields::tag)));
    }

    private static void writeSwept(Encoder out, Reply.Swept swept) {
        out.varint(swept.messages()).varint(swept.bytes()).varint(swept.stayed());
        WireFields.writeText(out, swept.why());
        WireFields.writeOptional(out, swept.next(), WireFields::writeTag);
        out.varint(swept.newest());
    }

    private static Reply.Swept swept(Decoder in) {
        return new Reply.Swept(
                in.varint(),
                in.varint(),
                in.varint(),
                WireFields.text(in),
                WireFields.optional(in, WireFields::tag),
                in.varint());
    }

    private static void writeLooked(Encoder out, Reply.Looked looked) {
        WireFields.writeList(out, looked.messages(), (to, seen) -> {
            StatusCodec.writeMessage(to, seen.status());
            WireFields.writeEnvelope(to, seen.message());
        });
        WireFields.writeOptional(out, looked.next(), WireFields::writeTag);
        out.varint(looked.newest());
    }

    private static Reply.Looked looked(Decoder in) {
        return new Reply.Looked(
                WireFields.list(in, from -> new Reply.Seen(StatusCodec.message(from), WireFields.envelope(from))),
                WireFields.optional(in, WireFields::tag),
                in.varint());
    }

    private static void writeHolder(Encoder out, Reply.Holder holder) {
        WireFields.writeAddress(out, holder.destination());
        WireFields.writeText(out, holder.clientId());
        WireFields.writeText(out, holder.subscription());
        out.varint(holder.messages()).varint(holder.bytes()).i64(holder.oldest());
    }

    private static Reply.Holder holder(Decoder in) {
        return new Reply.Holder(
                WireFields.address(in), WireFields.text(in), WireFields.text(in), in.varint(), in.varint(), in.i64());
    }

    private static void writePage(Encoder out, Reply.Page page) {
        WireFields.writeList(
                out,
                page.messages(),
                (to, waiting) -> WireFields.writeEnvelope(to.varint(waiting.attempts()), waiting.message()));
        WireFields.writeOptional(out, page.next(), WireFields::writeTag);
        out.varint(page.newest());
    }

    private static Reply.Page page(Decoder in) {
        return new Reply.Page(
                WireFields.list(in, ReplyCodec::waiting), WireFields.optional(in, WireFields::tag), in.varint());
    }

    private static Reply.Waiting waiting(Decoder in) {
        int attempts = WireFields.number(in);
        return new Reply.Waiting(WireFields.envelope(in), attempts);
    }

    private static void writeConfigured(Encoder out, Reply.Configured configured) {
        WireFields.writeList(out, List.copyOf(configured.settings().entrySet()), (to, entry) -> {
            WireFields.writeAddress(to, entry.getKey());
            StatusCodec.writeSettings(to, entry.getValue());
        });
    }

    private static Reply.Configured configured(Decoder in) {
        Map<Address, Settings> settings = new LinkedHashMap<>();
        int count = in.count();
        for (int i = 0; i < count; i++) {
            settings.put(WireFields.address(in), StatusCodec.settings(in));
        }
        return new Reply.Configured(settings);
    }
}
