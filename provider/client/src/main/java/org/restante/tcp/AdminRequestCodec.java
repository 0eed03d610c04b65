package org.restante.tcp;

import org.restante.link.AdminRequest;
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
            .add(
                    67,
                    AdminRequest.Retry.class,
                    (out, r) -> {
                        Fields.writeAddress(out, r.queue());
                        Fields.writeOptional(out, r.message(), Fields::writeId);
                    },
                    in -> new AdminRequest.Retry(Fields.address(in), Fields.optional(in, Fields::id)))
            .add(
                    68,
                    AdminRequest.Move.class,
                    (out, r) -> {
                        Fields.writeAddress(out, r.from());
                        Fields.writeAddress(out, r.to());
                        Fields.writeId(out, r.message());
                    },
                    in -> new AdminRequest.Move(Fields.address(in), Fields.address(in), Fields.id(in)))
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
            .add(73, AdminRequest.Purge.class, AdminRequestCodec::writePurge, AdminRequestCodec::purge)
            .add(
                    74,
                    AdminRequest.Delete.class,
                    (out, r) -> {
                        Fields.writeAddress(out, r.address());
                        out.bool(r.force());
                    },
                    in -> new AdminRequest.Delete(Fields.address(in), Fields.flag(in)))
            .add(75, AdminRequest.Info.class, (out, r) -> {}, in -> new AdminRequest.Info());

    private AdminRequestCodec() {}

    private static void writePurge(Encoder out, AdminRequest.Purge purge) {
        out.varint(purge.id()).bool(purge.inFlight());
        Fields.writeOptional(out, purge.after(), Fields::writeTag);
        out.varint(purge.newest());
    }

    private static AdminRequest.Purge purge(Decoder in) {
        return new AdminRequest.Purge(
                Fields.number(in), Fields.flag(in), Fields.optional(in, Fields::tag), in.varint());
    }
}
