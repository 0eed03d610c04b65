package org.restante.tcp;

import org.restante.link.BranchRequest;
import org.restante.link.Request;
import org.restante.message.Decoder;
import org.restante.message.Encoder;

/** The bytes of requests. */
final class RequestCodec {

    static final Kinds<Request> KINDS = new Kinds<Request>("request")
            .addAll(links())
            .addAll(messages())
            .addAll(branches())
            .addAll(AdminRequestCodec.KINDS)
            .add(19, Request.Once.class, RequestCodec::writeOnce, RequestCodec::once)
            .complete(Request.class);

    private RequestCodec() {}

    private static Kinds<Request> links() {
        return new Kinds<Request>("request")
                .add(1, Request.Connect.class, RequestCodec::writeConnect, RequestCodec::connect)
                .add(
                        2,
                        Request.Identify.class,
                        (out, r) -> out.string(r.clientId()),
                        in -> new Request.Identify(in.string()))
                .add(3, Request.OpenConsumer.class, RequestCodec::writeOpen, RequestCodec::open)
                .add(
                        4,
                        Request.CloseConsumer.class,
                        (out, r) -> WireFields.writeTags(out.varint(r.consumer()), r.seen()),
                        in -> new Request.CloseConsumer(WireFields.number(in), WireFields.tags(in)))
                .add(
                        5,
                        Request.Credit.class,
                        (out, r) ->
                                out.varint(r.consumer()).varint(r.messages()).varint(r.bytes()),
                        in -> new Request.Credit(WireFields.number(in), WireFields.number(in), in.varint()))
                .add(
                        6,
                        Request.Drain.class,
                        (out, r) -> out.varint(r.consumer()),
                        in -> new Request.Drain(WireFields.number(in)))
                .add(
                        13,
                        Request.CloseSession.class,
                        (out, r) -> WireFields.writeTags(out.varint(r.session()), r.seen()),
                        in -> new Request.CloseSession(WireFields.number(in), WireFields.tags(in)))
                .add(
                        14,
                        Request.Unsubscribe.class,
                        (out, r) -> out.string(r.name()),
                        in -> new Request.Unsubscribe(in.string()))
                .add(
                        15,
                        Request.CreateTemporary.class,
                        (out, r) -> {
                            Codes.KINDS.write(out, r.kind());
                            WireFields.writeText(out, r.name());
                        },
                        in -> new Request.CreateTemporary(Codes.KINDS.read(in), WireFields.text(in)))
                .add(
                        16,
                        Request.DeleteTemporary.class,
                        (out, r) -> WireFields.writeAddress(out, r.address()),
                        in -> new Request.DeleteTemporary(WireFields.address(in)));
    }

    private static Kinds<Request> messages() {
        return new Kinds<Request>("request")
                .add(
                        7,
                        Request.Send.class,
                        (out, r) -> {},
                        in -> new Request.Send(WireFields.checked(WireFields.lastEnvelope(in))))
                .add(
                        8,
                        Request.Acknowledge.class,
                        (out, r) -> WireFields.writeTags(out.varint(r.session()), r.tags()),
                        in -> new Request.Acknowledge(WireFields.number(in), WireFields.tags(in)))
                .add(
                        9,
                        Request.Expired.class,
                        (out, r) -> WireFields.writeTags(out.varint(r.session()), r.tags()),
                        in -> new Request.Expired(WireFields.number(in), WireFields.tags(in)))
                .add(10, Request.Commit.class, RequestCodec::writeCommit, RequestCodec::commit)
                .add(
                        11,
                        Request.Recover.class,
                        (out, r) -> {
                            WireFields.writeTags(out.varint(r.session()), r.seen());
                            WireFields.writeTags(out, r.kept());
                        },
                        in -> new Request.Recover(WireFields.number(in), WireFields.tags(in), WireFields.tags(in)))
                .add(
                        12,
                        Request.HandOver.class,
                        (out, r) -> WireFields.writeTags(out.varint(r.from()).varint(r.to()), r.tags()),
                        in -> new Request.HandOver(WireFields.number(in), WireFields.number(in), WireFields.tags(in)))
                .add(17, Request.Browse.class, RequestCodec::writeBrowse, RequestCodec::browse)
                .add(
                        18,
                        Request.Status.class,
                        (out, r) -> WireFields.writeId(out, r.id()),
                        in -> new Request.Status(WireFields.id(in)))
                .add(
                        20,
                        Request.Reclaim.class,
                        (out, r) -> WireFields.writeTags(out.varint(r.session()).varint(r.consumer()), r.tags()),
                        in -> new Request.Reclaim(WireFields.number(in), WireFields.number(in), WireFields.tags(in)));
    }

    private static Kinds<Request> branches() {
        return new Kinds<Request>("request")
                .add(32, BranchRequest.Prepare.class, RequestCodec::writePrepare, RequestCodec::prepare)
                .add(
                        33,
                        BranchRequest.CommitPrepared.class,
                        (out, r) -> WireFields.writeBranch(out, r.branch()),
                        in -> new BranchRequest.CommitPrepared(WireFields.branch(in)))
                .add(
                        34,
                        BranchRequest.RollbackPrepared.class,
                        (out, r) -> WireFields.writeBranch(out, r.branch()),
                        in -> new BranchRequest.RollbackPrepared(WireFields.branch(in)))
                .add(35, BranchRequest.Prepared.class, (out, r) -> {}, in -> new BranchRequest.Prepared());
    }

    private static void writeConnect(Encoder out, Request.Connect request) {
        WireFields.writeText(out, request.user());
        WireFields.writeText(out, request.password());
        WireFields.writeOptional(out, request.conversation(), WireFields::writeUuid);
    }

    private static Request.Connect connect(Decoder in) {
        return new Request.Connect(WireFields.text(in), WireFields.text(in), WireFields.optional(in, WireFields::uuid));
    }

    private static void writeOnce(Encoder out, Request.Once once) {
        out.varint(once.number()).varint(once.settled());
        KINDS.write(out, once.request());
    }

    private static Request.Once once(Decoder in) {
        long number = in.varint();
        long settled = in.varint();
        int code = in.peek();
        if (code == 1 || code == 19) {
            throw new Decoder.MalformedException("a request of code " + code + " cannot be asked for once");
        }
        return new Request.Once(number, settled, KINDS.read(in));
    }

    private static void writeOpen(Encoder out, Request.OpenConsumer open) {
        out.varint(open.session()).varint(open.consumer());
        WireFields.writeAddress(out, open.destination());
        WireFields.writeText(out, open.selector());
        out.bool(open.noLocal());
        WireFields.writeOptional(
                out,
                open.subscription(),
                (to, s) -> to.string(s.name()).bool(s.durable()).bool(s.shared()));
    }

    private static Request.OpenConsumer open(Decoder in) {
        return new Request.OpenConsumer(
                WireFields.number(in),
                WireFields.number(in),
                WireFields.address(in),
                WireFields.text(in),
                WireFields.flag(in),
                WireFields.optional(
                        in,
                        from -> new Request.Subscription(from.string(), WireFields.flag(from), WireFields.flag(from))));
    }

    private static void writeCommit(Encoder out, Request.Commit commit) {
        out.varint(commit.session());
        WireFields.writeTags(out, commit.acknowledged());
        WireFields.writeList(out, commit.sends(), WireFields::writeEnvelope);
    }

    private static Request.Commit commit(Decoder in) {
        int session = WireFields.number(in);
        var acknowledged = WireFields.tags(in);
        return new Request.Commit(
                session, WireFields.messages(in, from -> WireFields.checked(WireFields.envelope(from))), acknowledged);
    }

    private static void writePrepare(Encoder out, BranchRequest.Prepare prepare) {
        WireFields.writeBranch(out, prepare.branch());
        WireFields.writeTags(out, prepare.acknowledged());
        WireFields.writeList(out, prepare.sends(), WireFields::writeEnvelope);
    }

    private static BranchRequest.Prepare prepare(Decoder in) {
        var branch = WireFields.branch(in);
        var acknowledged = WireFields.tags(in);
        return new BranchRequest.Prepare(
                branch, WireFields.messages(in, from -> WireFields.checked(WireFields.envelope(from))), acknowledged);
    }

    private static void writeBrowse(Encoder out, Request.Browse browse) {
        WireFields.writeAddress(out, browse.destination());
        WireFields.writeText(out, browse.selector());
        WireFields.writeOptional(out, browse.after(), WireFields::writeTag);
        out.varint(browse.limit()).varint(browse.newest());
    }

    private static Request.Browse browse(Decoder in) {
        return new Request.Browse(
                WireFields.address(in),
                WireFields.text(in),
                WireFields.optional(in, WireFields::tag),
                WireFields.number(in),
                in.varint());
    }
}
