package org.restante.tcp;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.restante.link.AdminRequest;
import org.restante.link.BranchId;
import org.restante.link.BranchRequest;
import org.restante.link.Link;
import org.restante.link.Place;
import org.restante.link.Problem;
import org.restante.link.Reply;
import org.restante.link.Request;
import org.restante.message.Address;
import org.restante.message.BodyKind;
import org.restante.message.Decoder;
import org.restante.message.Envelope;
import org.restante.message.Header;
import org.restante.message.MessageId;

/**
 * What the first bytes of a long request show before the rest of it takes memory: its kind, and where its first messages go. Stateless.
 */
public final class LongRequest {

    /** The most bytes of a request that has only names and a selector; within their bounds they have less. */
    static final int MAX_NAMES = 128 << 10;

    /** The kinds that have messages or lists of deliveries. All others have only names and a selector, or less. */
    private static final Set<Class<?>> LONG = Set.of(
            Request.Send.class,
            Request.Commit.class,
            BranchRequest.Prepare.class,
            AdminRequest.Import.class,
            Request.Acknowledge.class,
            Request.Expired.class,
            Request.Recover.class,
            Request.HandOver.class,
            Request.Reclaim.class,
            Request.CloseConsumer.class,
            Request.CloseSession.class);

    private LongRequest() {}

    /**
     * Why a request is refused that has so many bytes, of which these have arrived; null if it is to be read.
     *
     * @param link refuses what its user may not send
     * @param length the bytes of the whole request
     */
    public static Reply.@Nullable Refused refusal(Link link, byte[] bytes, int offset, int arrived, int length) {
        Reply.Refused tooLong = refusal(bytes, offset, arrived, length);
        Request beginning = tooLong == null ? beginning(bytes, offset, arrived) : null;
        return beginning == null ? tooLong : link.refusal(beginning);
    }

    /** Why a request is refused by its kind and length alone. */
    static Reply.@Nullable Refused refusal(byte[] bytes, int offset, int arrived, int length) {
        Decoder in = new Decoder(bytes, offset, arrived);
        Class<?> type = type(in);
        if (type == Request.Send.class && destinations(type, in).isEmpty()) {
            return new Reply.Refused(
                    Problem.INVALID_DESTINATION, "the message has no destination in its first " + arrived + " bytes");
        }
        return LONG.contains(type) || length <= MAX_NAMES
                ? null
                : new Reply.Refused(
                        problem(type, in),
                        "the request '" + type.getSimpleName().toLowerCase(Locale.ROOT) + "' has " + length
                                + " bytes; one without messages and deliveries has at most " + MAX_NAMES);
    }

    private static Problem problem(Class<?> type, Decoder in) {
        if (type == Request.Identify.class) {
            return Problem.INVALID_CLIENT_ID;
        }
        return isSelectorLong(type, in) ? Problem.INVALID_SELECTOR : Problem.INVALID_DESTINATION;
    }

    /**
     * A request that sends or imports messages to the same destinations as the first messages of this one, and has nothing else of it;
     * null if it sends nothing, or too few bytes have arrived to know.
     */
    static @Nullable Request beginning(byte[] bytes, int offset, int arrived) {
        Decoder in = new Decoder(bytes, offset, arrived);
        Class<?> type = type(in);
        if (type == AdminRequest.Import.class) {
            return imports(in);
        }
        boolean isPrepare = type == BranchRequest.Prepare.class;
        BranchId branch = isPrepare ? branch(in) : null;
        if (isPrepare && branch == null) {
            return null;
        }
        List<Envelope> sends =
                destinations(type, in).stream().map(LongRequest::messageTo).toList();
        if (sends.isEmpty()) {
            return null;
        }
        return branch == null
                ? new Request.Commit(0, sends, List.of())
                : new BranchRequest.Prepare(branch, sends, List.of());
    }

    private static AdminRequest.@Nullable Import imports(Decoder in) {
        try {
            Place to = AdminRequestCodec.place(in);
            int count = (int) Math.max(0, Math.min(WireFields.MAX_MESSAGES, in.varint()));
            AdminRequest.Imported one = new AdminRequest.Imported(messageTo(to.address()), 0);
            return new AdminRequest.Import(to, Collections.nCopies(count, one));
        } catch (Decoder.MalformedException | IllegalArgumentException e) {
            return null; // found when the whole request is read
        }
    }

    private static @Nullable BranchId branch(Decoder in) {
        try {
            return WireFields.branch(in);
        } catch (Decoder.MalformedException | IllegalArgumentException e) {
            return null;
        }
    }

    /** The type of the request, or of the one that is asked for once. */
    private static Class<?> type(Decoder in) {
        int code = in.u8();
        Class<?> type = RequestCodec.KINDS.type(code);
        if (type == Request.Once.class) {
            in.varint();
            in.varint();
            code = in.u8();
            type = RequestCodec.KINDS.type(code);
        }
        if (type == null) {
            throw new Decoder.MalformedException("there is no request with the code " + code);
        }
        return type;
    }

    private static boolean isSelectorLong(Class<?> type, Decoder in) {
        try {
            if (type == Request.OpenConsumer.class) {
                in.varint();
                in.varint();
            }
            in.skipString();
            return type == Request.OpenConsumer.class || type == Request.Browse.class;
        } catch (Decoder.MalformedException e) {
            return false; // the name before the selector does not end here
        }
    }

    private static Set<Address> destinations(Class<?> type, Decoder in) {
        Set<Address> found = new LinkedHashSet<>();
        try {
            if (type == Request.Send.class) {
                found.add(Envelope.destination(in));
            } else if (type == Request.Commit.class) {
                WireFields.number(in);
                WireFields.tags(in);
                addAll(found, in);
            } else if (type == BranchRequest.Prepare.class) {
                WireFields.tags(in);
                addAll(found, in);
            }
        } catch (Decoder.MalformedException | IllegalArgumentException e) {
            return found; // what has arrived ends here; what is malformed is found when the whole request is read
        }
        return found;
    }

    private static void addAll(Set<Address> found, Decoder in) {
        for (long left = in.varint(); left > 0; left--) {
            long length = in.varint();
            int start = in.position();
            found.add(Envelope.destination(in));
            in.take((int) Math.min(Integer.MAX_VALUE, length - (in.position() - start)));
        }
    }

    private static Envelope messageTo(Address destination) {
        Header header = new Header(new MessageId(0, 0, 0), destination, false, 4, 0, 0, 0, null, null, null);
        return Envelope.of(header, Map.of(), BodyKind.NONE, null);
    }
}
