package org.restante.tcp;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.restante.link.AdminRequest.Act;
import org.restante.link.DeliveryStatus.State;
import org.restante.link.Problem;
import org.restante.message.Address;
import org.restante.message.Decoder;
import org.restante.message.Encoder;

/**
 * The code of each value of an enumeration in the protocol, a byte. A code is never used again for another value. Immutable.
 *
 * @param <E> the enumeration
 */
final class Codes<E extends Enum<E>> {

    static final Codes<Problem> PROBLEMS = new Codes<>(
            Problem.class,
            Map.ofEntries(
                    Map.entry(Problem.INVALID_DESTINATION, 1),
                    Map.entry(Problem.INVALID_SELECTOR, 2),
                    Map.entry(Problem.INVALID_CLIENT_ID, 3),
                    Map.entry(Problem.SECURITY, 4),
                    Map.entry(Problem.RESOURCE_LIMIT, 5),
                    Map.entry(Problem.MESSAGE_TOO_LARGE, 6),
                    Map.entry(Problem.INVALID_MESSAGE, 7),
                    Map.entry(Problem.ILLEGAL_STATE, 8),
                    Map.entry(Problem.NO_SUCH_BRANCH, 9),
                    Map.entry(Problem.BRANCH_EXISTS, 10),
                    Map.entry(Problem.CLOSED, 11),
                    Map.entry(Problem.INTERNAL, 12)));

    /** On the wire; on disk a state has the code {@link State#code}. */
    static final Codes<State> STATES = new Codes<>(
            State.class,
            Map.of(
                    State.QUEUED, 1,
                    State.DELIVERED, 2,
                    State.RETURNED, 3,
                    State.ACKNOWLEDGED, 4,
                    State.EXPIRED, 5,
                    State.DEAD_LETTERED, 6,
                    State.MOVED, 7,
                    State.PURGED, 8));

    static final Codes<Address.Kind> KINDS = new Codes<>(
            Address.Kind.class,
            Map.of(
                    Address.Kind.QUEUE, 1,
                    Address.Kind.TOPIC, 2,
                    Address.Kind.TEMPORARY_QUEUE, 3,
                    Address.Kind.TEMPORARY_TOPIC, 4));

    static final Codes<Act> ACTS =
            new Codes<>(Act.class, Map.of(Act.COUNT, 1, Act.PURGE, 2, Act.MOVE, 3, Act.COPY, 4, Act.RETRY, 5));

    private final Class<E> type;
    private final Map<E, Integer> codes;
    private final Map<Integer, E> values = new HashMap<>();

    /** @throws IllegalStateException if a value has no code, or two values have one code */
    Codes(Class<E> type, Map<E, Integer> codes) {
        this.type = type;
        this.codes = new EnumMap<>(codes);
        for (E value : type.getEnumConstants()) {
            Integer code = codes.get(value);
            if (code == null || values.put(code, value) != null) {
                throw new IllegalStateException(
                        type.getSimpleName() + "." + value + " has no code of its own in the protocol");
            }
        }
    }

    int code(E value) {
        return Objects.requireNonNull(codes.get(value), "complete since the constructor");
    }

    void write(Encoder out, E value) {
        out.u8(code(value));
    }

    /** @throws Decoder.MalformedException if no value has the code that comes next */
    E read(Decoder in) {
        int code = in.u8();
        E value = values.get(code);
        if (value == null) {
            throw new Decoder.MalformedException(
                    "no " + type.getSimpleName() + " has the code " + code + "; the codes are " + values.keySet());
        }
        return value;
    }

    /** A problem with a code that is not known yet, from a newer broker, is INTERNAL; the reason comes with it. */
    static Problem problem(Decoder in) {
        Problem problem = PROBLEMS.values.get(in.u8());
        return problem == null ? Problem.INTERNAL : problem;
    }
}
