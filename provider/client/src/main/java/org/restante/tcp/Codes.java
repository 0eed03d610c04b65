package org.restante.tcp;

import java.util.List;
import org.restante.link.AdminRequest.Act;
import org.restante.link.DeliveryStatus.State;
import org.restante.link.Problem;
import org.restante.message.Address;
import org.restante.message.Decoder;
import org.restante.message.Encoder;

/** The bytes that name the values of enumerations: their places in these lists, from 1, which never change. */
final class Codes {

    static final List<Problem> PROBLEMS = List.of(
            Problem.INVALID_DESTINATION,
            Problem.INVALID_SELECTOR,
            Problem.INVALID_CLIENT_ID,
            Problem.SECURITY,
            Problem.RESOURCE_LIMIT,
            Problem.MESSAGE_TOO_LARGE,
            Problem.INVALID_MESSAGE,
            Problem.ILLEGAL_STATE,
            Problem.NO_SUCH_BRANCH,
            Problem.BRANCH_EXISTS,
            Problem.CLOSED,
            Problem.INTERNAL);

    static final List<State> STATES = List.of(
            State.QUEUED,
            State.DELIVERED,
            State.RETURNED,
            State.ACKNOWLEDGED,
            State.EXPIRED,
            State.DEAD_LETTERED,
            State.MOVED,
            State.PURGED);

    static final List<Address.Kind> KINDS =
            List.of(Address.Kind.QUEUE, Address.Kind.TOPIC, Address.Kind.TEMPORARY_QUEUE, Address.Kind.TEMPORARY_TOPIC);

    static final List<Act> ACTS = List.of(Act.COUNT, Act.PURGE, Act.MOVE, Act.COPY, Act.RETRY);

    private Codes() {}

    static <E> void write(Encoder out, List<E> all, E value) {
        out.u8(all.indexOf(value) + 1);
    }

    static <E> E read(Decoder in, List<E> all) {
        int code = in.u8();
        if (code < 1 || code > all.size()) {
            throw new Decoder.MalformedException("the code " + code + " where 1 to " + all.size() + " is due");
        }
        return all.get(code - 1);
    }

    /** A problem that is not known is one all the same; its words say what it is. */
    static Problem problem(Decoder in) {
        int code = in.u8();
        return code < 1 || code > PROBLEMS.size() ? Problem.INTERNAL : PROBLEMS.get(code - 1);
    }
}
