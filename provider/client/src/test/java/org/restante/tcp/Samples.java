package org.restante.tcp;

import static org.junit.jupiter.api.Assertions.assertNull;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.restante.link.BranchId;
import org.restante.link.Cases;
import org.restante.link.Request;
import org.restante.link.Setting;
import org.restante.link.Settings;
import org.restante.message.Address;
import org.restante.message.BodyKind;
import org.restante.message.Correlation;
import org.restante.message.Envelope;
import org.restante.message.Header;
import org.restante.message.MessageId;

/** Creates random values of any record from a seed; a nullable component is null half of the time. */
final class Samples {

    private static final long[] NUMBERS = {0, 1, 127, 128, 255, 65_536, Integer.MAX_VALUE, Long.MAX_VALUE};
    private static final String[] TEXTS = {"", "a", "orders", "grüße \uD83D\uDE00", "unpaired \uD800", "x".repeat(300)};

    private final SplittableRandom random;

    Samples(SplittableRandom random) {
        this.random = random;
    }

    /** All records below a sealed type. */
    static Stream<Class<?>> kinds(Class<?> sealed) {
        return Cases.classes(sealed).stream();
    }

    Object of(Class<?> type) {
        return type == Request.Once.class
                ? new Request.Once(number(), number(), new Request.Send(envelope()))
                : make(type);
    }

    private Object make(Class<?> type) {
        try {
            RecordComponent[] components = type.getRecordComponents();
            Object[] values = new Object[components.length];
            Class<?>[] types = new Class<?>[components.length];
            for (int i = 0; i < values.length; i++) {
                types[i] = components[i].getType();
                boolean isNullable = Arrays.stream(
                                components[i].getAnnotatedType().getAnnotations())
                        .anyMatch(annotation ->
                                annotation.annotationType().getSimpleName().equals("Nullable"));
                values[i] = isNullable && random.nextBoolean() ? null : value(components[i].getGenericType());
            }
            return type.getDeclaredConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("no sample of " + type, e);
        }
    }

    private Object value(Type type) {
        if (type instanceof ParameterizedType parameterized) {
            return parameterized.getRawType() == Map.class ? map(parameterized) : list(parameterized);
        }
        Class<?> plain = (Class<?>) type;
        if (plain == int.class) {
            return (int) Math.min(number(), Integer.MAX_VALUE);
        } else if (plain == long.class) {
            return number();
        } else if (plain == boolean.class) {
            return random.nextBoolean();
        } else if (plain == String.class) {
            return text();
        } else if (plain == UUID.class) {
            return new UUID(random.nextLong(), random.nextLong());
        } else if (plain.isEnum()) {
            return plain.getEnumConstants()[random.nextInt(plain.getEnumConstants().length)];
        }
        return special(plain);
    }

    private Object special(Class<?> type) {
        if (type == Address.class) {
            return address();
        } else if (type == Envelope.class) {
            return envelope();
        } else if (type == Settings.class) {
            return Settings.NONE.with(Setting.MAX_DELIVERIES, "7").with(Setting.DEAD_LETTER_QUEUE, "dead");
        } else if (type == BranchId.class) {
            return BranchId.of(
                    random.nextInt(), new byte[] {1, 2, (byte) random.nextInt()}, new byte[random.nextInt(3)]);
        } else if (type.getSimpleName().equals("Tag")) {
            return new org.restante.link.Tag(random.nextInt(1000), random.nextInt(10), number());
        } else if (type.isSealed()) {
            List<Class<?>> kinds = kinds(type).toList();
            return of(kinds.get(random.nextInt(kinds.size())));
        }
        return make(type);
    }

    private List<Object> list(ParameterizedType type) {
        List<Object> values = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            values.add(value(type.getActualTypeArguments()[0]));
        }
        return values;
    }

    private Map<Object, Object> map(ParameterizedType type) {
        Map<Object, Object> values = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            values.put(value(type.getActualTypeArguments()[0]), value(type.getActualTypeArguments()[1]));
        }
        return values;
    }

    private long number() {
        return NUMBERS[random.nextInt(NUMBERS.length)];
    }

    private String text() {
        return TEXTS[random.nextInt(TEXTS.length)];
    }

    private Address address() {
        Address.Kind[] kinds = Address.Kind.values();
        return new Address(kinds[random.nextInt(kinds.length)], "n" + text());
    }

    Envelope envelope() {
        Header header = new Header(
                new MessageId(random.nextInt(), random.nextLong(), random.nextLong()),
                address(),
                random.nextBoolean(),
                random.nextInt(10),
                number(),
                number(),
                number(),
                random.nextBoolean() ? null : new Correlation(text(), false),
                random.nextBoolean() ? null : address(),
                random.nextBoolean() ? null : text());
        byte[] body = new byte[random.nextInt(100)];
        return Envelope.of(header, Map.of("size", body.length, "name", "x"), BodyKind.BYTES, body);
    }

    /** All values of an enumeration by their codes. */
    static <E extends Enum<E>> Map<Integer, E> codes(Class<E> type, ToIntFunction<E> code) {
        Map<Integer, E> codes = new TreeMap<>();
        for (E value : type.getEnumConstants()) {
            assertNull(codes.put(code.applyAsInt(value), value), "two values with one code");
        }
        return codes;
    }
}
