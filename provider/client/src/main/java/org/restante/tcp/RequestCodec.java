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
            .add(19, Request.Once.class, RequestCodec::writeOnce, RequestCodec::once);

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
                        (out, r) -> Fields.writeTags(out.varint(r.consumer()), r.seen()),
                        in -> new Request.CloseConsumer(Fields.number(in), Fields.tags(in)))
                .add(
                        5,
                        Request.Credit.class,
                        (out, r) ->
                                out.varint(r.consumer()).varint(r.messages()).varint(r.bytes()),
                        in -> new Request.Credit(Fields.number(in), Fields.number(in), in.varint()))
                .add(
                        6,
                        Request.Drain.class,
                        (out, r) -> out.varint(r.consumer()),
                        in -> new Request.Drain(Fields.number(in)))
                .add(
                        13,
                        Request.CloseSession.class,
                        (out, r) -> Fields.writeTags(out.varint(r.session()), r.seen()),
                        in -> new Request.CloseSession(Fields.number(in), Fields.tags(in)))
                .add(
                        14,
                        Request.Unsubscribe.class,
                        (out, r) -> out.string(r.name()),
                        in -> new Request.Unsubscribe(in.string()))
                .add(
                        15,
                        Request.CreateTemporary.class,
                        (out, r) -> {
                            Codes.write(out, Codes.KINDS, r.kind());
                            Fields.writeText(out, r.name());
                        },
                        in -> new Request.CreateTemporary(Codes.read(in, Codes.KINDS), Fields.text(in)))
                .add(
                        16,
                        Request.DeleteTemporary.class,
                        (out, r) -> Fields.writeAddress(out, r.address()),
                        in -> new Request.DeleteTemporary(Fields.address(in)));
    }

    private static Kinds<Request> messages() {
        return new Kinds<Request>("request")
                .add(
                        7,
                        Request.Send.class,
                        (out, r) -> {},
                        in -> new Request.Send(Fields.checked(Fields.lastEnvelope(in))))
                .add(
                        8,
                        Request.Acknowledge.class,
                        (out, r) -> Fields.writeTags(out.varint(r.session()), r.tags()),
                        in -> new Request.Acknowledge(Fields.number(in), Fields.tags(in)))
                .add(
                        9,
                        Request.Expired.class,
                        (out, r) -> Fields.writeTags(out.varint(r.session()), r.tags()),
                        in -> new Request.Expired(Fields.number(in), Fields.tags(in)))
                .add(10, Request.Commit.class, RequestCodec::writeCommit, RequestCodec::commit)
                .add(
                        11,
                        Request.Recover.class,
                        (out, r) -> {
                            Fields.writeTags(out.varint(r.session()), r.seen());
                            Fields.writeTags(out, r.kept());
                        },
                        in -> new Request.Recover(Fields.number(in), Fields.tags(in), Fields.tags(in)))
                .add(
                        12,
                        Request.HandOver.class,
                        (out, r) -> Fields.writeTags(out.varint(r.from()).varint(r.to()), r.tags()),
                        in -> new Request.HandOver(Fields.number(in), Fields.number(in), Fields.tags(in)))
                .add(17, Request.Browse.class, RequestCodec::writeBrowse, RequestCodec::browse)
                .add(
                        18,
                        Request.Status.class,
                        (out, r) -> Fields.writeId(out, r.id()),
                        in -> new Request.Status(Fields.id(in)))
                .add(
                        20,
                        Request.Reclaim.class,
                        (out, r) -> Fields.writeTags(out.varint(r.session()).varint(r.consumer()), r.tags()),
                        in -> new Request.Reclaim(Fields.number(in), Fields.number(in), Fields.tags(in)));
    }

    private static Kinds<Request> branches() {
        return new Kinds<Request>("request")
                .add(32, BranchRequest.Prepare.class, RequestCodec::writePrepare, RequestCodec::prepare)
                .add(
                        33,
                        BranchRequest.CommitPrepared.class,
                        (out, r) -> Fields.writeBranch(out, r.branch()),
                        in -> new BranchRequest.CommitPrepared(Fields.branch(in)))
                .add(
                        34,
                        BranchRequest.RollbackPrepared.class,
                        (out, r) -> Fields.writeBranch(out, r.branch()),
                        in -> new BranchRequest.RollbackPrepared(Fields.branch(in)))
                .add(35, BranchRequest.Prepared.class, (out, r) -> {}, in -> new BranchRequest.Prepared());
    }

    private static void writeConnect(Encoder out, Request.Connect request) {
        Fields.writeText(out, request.user());
        Fields.writeText(out, request.password());
        Fields.writeOptional(out, request.conversation(), Fields::writeUuid);
    }

    private static Request.Connect connect(Decoder in) {
        return new Request.Connect(Fields.text(in), Fields.text(in), Fields.optional(in, Fields::uuid));
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
        Fields.writeAddress(out, open.destination());
        Fields.writeText(out, open.selector());
        out.bool(open.noLocal());
        Fields.writeOptional(
                out,
                open.subscription(),
                (to, s) -> to.string(s.name()).bool(s.durable()).bool(s.shared()));
    }

    private static Request.OpenConsumer open(Decoder in) {
        return new Request.OpenConsumer(
                Fields.number(in),
                Fields.number(in),
                Fields.address(in),
                Fields.text(in),
                Fields.flag(in),
                Fields.optional(
                        in, from -> new Request.Subscription(from.string(), Fields.flag(from), Fields.flag(from))));
    }

    private static void writeCommit(Encoder out, Request.Commit commit) {
        out.varint(commit.session());
        Fields.writeTags(out, commit.acknowledged());
        Fields.writeList(out, commit.sends(), Fields::writeEnvelope);
    }

    private static Request.Commit commit(Decoder in) {
        int session = Fields.number(in);
        var acknowledged = Fields.tags(in);
        return new Request.Commit(
                session, Fields.list(in, from -> Fields.checked(Fields.envelope(from))), acknowledged);
    }

    private static void writePrepare(Encoder out, BranchRequest.Prepare prepare) {
        Fields.writeBranch(out, prepare.branch());
        Fields.writeTags(out, prepare.acknowledged());
        Fields.writeList(out, prepare.sends(), Fields::writeEnvelope);
    }

    private static BranchRequest.Prepare prepare(Decoder in) {
        var branch = Fields.branch(in);
        var acknowledged = Fields.tags(in);
        return new BranchRequest.Prepare(
                branch, Fields.list(in, from -> Fields.checked(Fields.envelope(from))), acknowledged);
    }

    private static void writeBrowse(Encoder out, Request.Browse browse) {
        Fields.writeAddress(out, browse.destination());
        Fields.writeText(out, browse.selector());
        Fields.writeOptional(out, browse.after(), Fields::writeTag);
        out.varint(browse.limit()).varint(browse.newest());
    }

    private static Request.Browse browse(Decoder in) {
        return new Request.Browse(
                Fields.address(in), Fields.text(in), Fields.optional(in, Fields::tag), Fields.number(in), in.varint());
    }
}
