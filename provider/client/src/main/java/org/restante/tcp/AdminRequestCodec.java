package org.restante.tcp;

import org.restante.link.AdminRequest;
import org.restante.link.Filter;
import org.restante.link.Place;
import org.restante.link.Request;
import org.restante.message.Decoder;
import org.restante.message.Encoder;

/** The bytes of what an operator asks. */
final class AdminRequestCodec {

    static final Kinds<Request> KINDS = new Kinds<Request>("request")
            .add(
                    64,
                    AdminRequest.Configure.class,
                    (out, r) -> {
                        Fields.writeAddress(out, r.pattern());
                        StatusCodec.writeSettings(out, r.settings());
                    },
                    in -> new AdminRequest.Configure(Fields.address(in), StatusCodec.settings(in)))
            .add(
                    65,
                    AdminRequest.CancelSchedule.class,
                    (out, r) -> Fields.writeId(out, r.id()),
                    in -> new AdminRequest.CancelSchedule(Fields.id(in)))
            .add(66, AdminRequest.Configuration.class, (out, r) -> {}, in -> new AdminRequest.Configuration())
            .add(67, AdminRequest.Sweep.class, AdminRequestCodec::writeSweep, AdminRequestCodec::sweep)
            .add(68, AdminRequest.Look.class, AdminRequestCodec::writeLook, AdminRequestCodec::look)
            .add(
                    69,
                    AdminRequest.Destinations.class,
                    (out, r) -> {
                        Fields.writeOptional(out, r.only(), Fields::writeAddress);
                        out.varint(r.after());
                    },
                    in -> new AdminRequest.Destinations(Fields.optional(in, Fields::address), Fields.number(in)))
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
                    (out, r) -> Fields.writeAddress(out, r.address()),
                    in -> new AdminRequest.Create(Fields.address(in)))
            .add(
                    73,
                    AdminRequest.Messages.class,
                    (out, r) -> {
                        writePlace(out, r.at());
                        Fields.writeOptional(out.bool(r.inFlight()), r.after(), Fields::writeTag);
                    },
                    in -> new AdminRequest.Messages(place(in), Fields.flag(in), Fields.optional(in, Fields::tag)))
            .add(
                    74,
                    AdminRequest.Delete.class,
                    (out, r) -> {
                        writePlace(out, r.which());
                        out.bool(r.force());
                    },
                    in -> new AdminRequest.Delete(place(in), Fields.flag(in)))
            .add(75, AdminRequest.Info.class, (out, r) -> {}, in -> new AdminRequest.Info())
            .add(76, AdminRequest.Deliveries.class, AdminRequestCodec::writeDeliveries, AdminRequestCodec::deliveries)
            .add(
                    77,
                    AdminRequest.Pause.class,
                    (out, r) -> {
                        writePlace(out, r.which());
                        out.bool(r.paused());
                    },
                    in -> new AdminRequest.Pause(place(in), Fields.flag(in)))
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
                        Fields.writeList(out, r.messages(), AdminRequestCodec::writeImported);
                    },
                    in -> new AdminRequest.Import(place(in), Fields.list(in, AdminRequestCodec::imported)))
            .add(80, AdminRequest.Disk.class, (out, r) -> {}, in -> new AdminRequest.Disk())
            .add(
                    81,
                    AdminRequest.Holders.class,
                    (out, r) -> Fields.writeOptional(out.varint(r.before()), r.after(), Fields::writeTag),
                    in -> new AdminRequest.Holders(in.varint(), Fields.optional(in, Fields::tag)));

    private AdminRequestCodec() {}

    private static void writePlace(Encoder out, Place place) {
        Fields.writeAddress(out, place.address());
        out.varint(place.id());
    }

    private static Place place(Decoder in) {
        return new Place(Fields.address(in), Fields.number(in));
    }

    private static void writeFilter(Encoder out, Filter filter) {
        Fields.writeOptional(out, filter.id(), Fields::writeId);
        Fields.writeText(out, filter.selector());
        out.varint(filter.olderThan()).bool(filter.inFlight());
    }

    private static Filter filter(Decoder in) {
        return new Filter(Fields.optional(in, Fields::id), Fields.text(in), in.varint(), Fields.flag(in));
    }

    private static void writeSweep(Encoder out, AdminRequest.Sweep sweep) {
        Codes.write(out, Codes.ACTS, sweep.act());
        writePlace(out, sweep.from());
        Fields.writeOptional(out, sweep.to(), Fields::writeAddress);
        writeFilter(out, sweep.which());
        Fields.writeOptional(out.varint(sweep.most()), sweep.after(), Fields::writeTag);
        out.varint(sweep.newest());
    }

    private static AdminRequest.Sweep sweep(Decoder in) {
        return new AdminRequest.Sweep(
                Codes.read(in, Codes.ACTS),
                place(in),
                Fields.optional(in, Fields::address),
                filter(in),
                in.varint(),
                Fields.optional(in, Fields::tag),
                in.varint());
    }

    private static void writeLook(Encoder out, AdminRequest.Look look) {
        writePlace(out, look.at());
        writeFilter(out, look.which());
        Fields.writeOptional(out.varint(look.most()), look.after(), Fields::writeTag);
        out.varint(look.newest());
    }

    private static AdminRequest.Look look(Decoder in) {
        return new AdminRequest.Look(
                place(in), filter(in), Fields.number(in), Fields.optional(in, Fields::tag), in.varint());
    }

    private static void writeDeliveries(Encoder out, AdminRequest.Deliveries asked) {
        Fields.writeOptional(out, asked.destination(), Fields::writeAddress);
        Fields.writeOptional(out, asked.state(), (to, state) -> Codes.write(to, Codes.STATES, state));
        out.i64(asked.from()).i64(asked.until()).varint(asked.most());
        Fields.writeOptional(out, asked.after(), Fields::writeTag);
    }

    private static AdminRequest.Deliveries deliveries(Decoder in) {
        return new AdminRequest.Deliveries(
                Fields.optional(in, Fields::address),
                Fields.optional(in, from -> Codes.read(from, Codes.STATES)),
                in.i64(),
                in.i64(),
                Fields.number(in),
                Fields.optional(in, Fields::tag));
    }

    private static void writeSubscription(Encoder out, AdminRequest.CreateSubscription wanted) {
        Fields.writeAddress(out, wanted.topic());
        Fields.writeText(out, wanted.clientId());
        Fields.writeText(out.string(wanted.name()), wanted.selector());
        out.bool(wanted.noLocal()).bool(wanted.shared());
    }

    private static AdminRequest.CreateSubscription subscription(Decoder in) {
        return new AdminRequest.CreateSubscription(
                Fields.address(in), Fields.text(in), in.string(), Fields.text(in), Fields.flag(in), Fields.flag(in));
    }

    private static void writeImported(Encoder out, AdminRequest.Imported imported) {
        Fields.writeEnvelope(out.varint(imported.attempts()), imported.message());
    }

    /** From outside, so it is checked whole. */
    private static AdminRequest.Imported imported(Decoder in) {
        int attempts = Fields.number(in);
        return new AdminRequest.Imported(Fields.checked(Fields.envelope(in)), attempts);
    }
}
