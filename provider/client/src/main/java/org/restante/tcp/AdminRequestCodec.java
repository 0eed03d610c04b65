package org.restante.tcp;

import org.restante.link.AdminRequest;
import org.restante.link.Filter;
import org.restante.link.Place;
import org.restante.link.Request;
import org.restante.message.Decoder;
import org.restante.message.Encoder;

/** The bytes of the requests of operators. */
final class AdminRequestCodec {

    static final Kinds<Request> KINDS = new Kinds<Request>("request")
            .add(
                    64,
                    AdminRequest.Configure.class,
                    (out, r) -> {
                        WireFields.writeAddress(out, r.pattern());
                        StatusCodec.writeSettings(out, r.settings());
                    },
                    in -> new AdminRequest.Configure(WireFields.address(in), StatusCodec.settings(in)))
            .add(
                    65,
                    AdminRequest.CancelSchedule.class,
                    (out, r) -> WireFields.writeId(out, r.id()),
                    in -> new AdminRequest.CancelSchedule(WireFields.id(in)))
            .add(66, AdminRequest.Configuration.class, (out, r) -> {}, in -> new AdminRequest.Configuration())
            .add(67, AdminRequest.Sweep.class, AdminRequestCodec::writeSweep, AdminRequestCodec::sweep)
            .add(68, AdminRequest.Look.class, AdminRequestCodec::writeLook, AdminRequestCodec::look)
            .add(
                    69,
                    AdminRequest.Destinations.class,
                    (out, r) -> {
                        WireFields.writeOptional(out, r.only(), WireFields::writeAddress);
                        out.varint(r.after());
                    },
                    in -> new AdminRequest.Destinations(
                            WireFields.optional(in, WireFields::address), WireFields.number(in)))
            .add(
                    70,
                    AdminRequest.Connections.class,
                    (out, r) -> out.varint(r.after()),
                    in -> new AdminRequest.Connections(in.varint()))
            .add(
                    71,
                    AdminRequest.EndConnection.class,
                    (out, r) -> out.varint(r.id()),
                    in -> new AdminRequest.EndConnection(in.varint()))
            .add(
                    72,
                    AdminRequest.Create.class,
                    (out, r) -> WireFields.writeAddress(out, r.address()),
                    in -> new AdminRequest.Create(WireFields.address(in)))
            .add(
                    73,
                    AdminRequest.Messages.class,
                    (out, r) -> {
                        writePlace(out, r.at());
                        WireFields.writeOptional(out.bool(r.inFlight()), r.after(), WireFields::writeTag);
                    },
                    in -> new AdminRequest.Messages(
                            place(in), WireFields.flag(in), WireFields.optional(in, WireFields::tag)))
            .add(
                    74,
                    AdminRequest.Delete.class,
                    (out, r) -> {
                        writePlace(out, r.which());
                        out.bool(r.force());
                    },
                    in -> new AdminRequest.Delete(place(in), WireFields.flag(in)))
            .add(75, AdminRequest.Info.class, (out, r) -> {}, in -> new AdminRequest.Info())
            .add(76, AdminRequest.Deliveries.class, AdminRequestCodec::writeDeliveries, AdminRequestCodec::deliveries)
            .add(
                    77,
                    AdminRequest.Pause.class,
                    (out, r) -> {
                        writePlace(out, r.which());
                        out.bool(r.paused());
                    },
                    in -> new AdminRequest.Pause(place(in), WireFields.flag(in)))
            .add(
                    78,
                    AdminRequest.CreateSubscription.class,
                    AdminRequestCodec::writeSubscription,
                    AdminRequestCodec::subscription)
            .add(
                    79,
                    AdminRequest.Import.class,
                    (out, r) -> {
                        writePlace(out, r.to());
                        WireFields.writeList(out, r.messages(), AdminRequestCodec::writeImported);
                    },
                    in -> new AdminRequest.Import(place(in), WireFields.messages(in, AdminRequestCodec::imported)))
            .add(80, AdminRequest.Disk.class, (out, r) -> {}, in -> new AdminRequest.Disk())
            .add(
                    81,
                    AdminRequest.Holders.class,
                    (out, r) -> WireFields.writeOptional(out.varint(r.before()), r.after(), WireFields::writeTag),
                    in -> new AdminRequest.Holders(in.varint(), WireFields.optional(in, WireFields::tag)));

    private AdminRequestCodec() {}

    private static void writePlace(Encoder out, Place place) {
        WireFields.writeAddress(out, place.address());
        out.varint(place.id());
    }

    static Place place(Decoder in) {
        return new Place(WireFields.address(in), WireFields.number(in));
    }

    private static void writeFilter(Encoder out, Filter filter) {
        WireFields.writeOptional(out, filter.id(), WireFields::writeId);
        WireFields.writeText(out, filter.selector());
        out.varint(filter.olderThan()).bool(filter.inFlight());
    }

    private static Filter filter(Decoder in) {
        return new Filter(
                WireFields.optional(in, WireFields::id), WireFields.text(in), in.varint(), WireFields.flag(in));
    }

    private static void writeSweep(Encoder out, AdminRequest.Sweep sweep) {
        Codes.ACTS.write(out, sweep.act());
        writePlace(out, sweep.from());
        WireFields.writeOptional(out, sweep.to(), WireFields::writeAddress);
        writeFilter(out, sweep.which());
        WireFields.writeOptional(out.varint(sweep.most()), sweep.after(), WireFields::writeTag);
        out.varint(sweep.newest());
    }

    private static AdminRequest.Sweep sweep(Decoder in) {
        return new AdminRequest.Sweep(
                Codes.ACTS.read(in),
                place(in),
                WireFields.optional(in, WireFields::address),
                filter(in),
                in.varint(),
                WireFields.optional(in, WireFields::tag),
                in.varint());
    }

    private static void writeLook(Encoder out, AdminRequest.Look look) {
        writePlace(out, look.at());
        writeFilter(out, look.which());
        WireFields.writeOptional(out.varint(look.most()), look.after(), WireFields::writeTag);
        out.varint(look.newest());
    }

    private static AdminRequest.Look look(Decoder in) {
        return new AdminRequest.Look(
                place(in), filter(in), WireFields.number(in), WireFields.optional(in, WireFields::tag), in.varint());
    }

    private static void writeDeliveries(Encoder out, AdminRequest.Deliveries asked) {
        WireFields.writeOptional(out, asked.destination(), WireFields::writeAddress);
        WireFields.writeOptional(out, asked.state(), Codes.STATES::write);
        out.i64(asked.from()).i64(asked.until()).varint(asked.most());
        WireFields.writeOptional(out, asked.after(), WireFields::writeTag);
    }

    private static AdminRequest.Deliveries deliveries(Decoder in) {
        return new AdminRequest.Deliveries(
                WireFields.optional(in, WireFields::address),
                WireFields.optional(in, Codes.STATES::read),
                in.i64(),
                in.i64(),
                WireFields.number(in),
                WireFields.optional(in, WireFields::tag));
    }

    private static void writeSubscription(Encoder out, AdminRequest.CreateSubscription wanted) {
        WireFields.writeAddress(out, wanted.topic());
        WireFields.writeText(out, wanted.clientId());
        WireFields.writeText(out.string(wanted.name()), wanted.selector());
        out.bool(wanted.noLocal()).bool(wanted.shared());
    }

    private static AdminRequest.CreateSubscription subscription(Decoder in) {
        return new AdminRequest.CreateSubscription(
                WireFields.address(in),
                WireFields.text(in),
                in.string(),
                WireFields.text(in),
                WireFields.flag(in),
                WireFields.flag(in));
    }

    private static void writeImported(Encoder out, AdminRequest.Imported imported) {
        WireFields.writeEnvelope(out.varint(imported.attempts()), imported.message());
    }

    /** From outside, so it is checked whole. */
    private static AdminRequest.Imported imported(Decoder in) {
        int attempts = WireFields.number(in);
        return new AdminRequest.Imported(WireFields.checked(WireFields.envelope(in)), attempts);
    }
}
