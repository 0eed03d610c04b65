package org.restante.tcp;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.restante.link.Cases;
import org.restante.message.Decoder;
import org.restante.message.Encoder;

/**
 * The cases of a sealed type, each with its code, a byte, and with how it is written and read. Immutable once all are added.
 *
 * @param <T> the sealed type
 */
final class Kinds<T> {

    private record Kind<T>(int code, BiConsumer<Encoder, T> writer, Function<Decoder, ? extends T> reader) {}

    private final String what;
    private final Map<Class<?>, Kind<T>> byType = new HashMap<>();
    private final Map<Integer, Kind<T>> byCode = new HashMap<>();

    /** @param what what the values are, for messages */
    Kinds(String what) {
        this.what = what;
    }

    /** Adds a kind. A code is never used again for another kind. */
    <R extends T> Kinds<T> add(int code, Class<R> type, BiConsumer<Encoder, R> writer, Function<Decoder, R> reader) {
        Kind<T> kind = new Kind<>(code, (out, value) -> writer.accept(out, type.cast(value)), reader);
        if (byCode.put(code, kind) != null || byType.put(type, kind) != null) {
            throw new IllegalStateException("two kinds of " + what + " with code " + code + " or type " + type);
        }
        return this;
    }

    /** Adds all kinds of another table. */
    Kinds<T> addAll(Kinds<? extends T> others) {
        others.copyTo(this);
        return this;
    }

    @SuppressWarnings("unchecked") // each writer casts by itself
    private void copyTo(Kinds<? super T> target) {
        byType.forEach((type, kind) -> ((Kinds<T>) target)
                .add(
                        kind.code(),
                        (Class<T>) type,
                        kind.writer(),
                        in -> kind.reader().apply(in)));
    }

    /**
     * Checks that each case has a code.
     *
     * @param never the cases that do not cross the wire
     * @throws IllegalStateException if another case has no code
     */
    @SafeVarargs
    final Kinds<T> complete(Class<T> sealed, Class<? extends T>... never) {
        Set<Class<?>> missing = new HashSet<>(Cases.classes(sealed));
        missing.removeAll(byType.keySet());
        for (Class<? extends T> absent : never) {
            missing.remove(absent);
        }
        if (!missing.isEmpty()) {
            throw new IllegalStateException("no code in the protocol for " + missing);
        }
        return this;
    }

    /** The type of a code; null if there is none. */
    @Nullable
    Class<?> type(int code) {
        return byType.entrySet().stream()
                .filter(kind -> kind.getValue().code() == code)
                .<Class<?>>map(Map.Entry::getKey)
                .findAny()
                .orElse(null);
    }

    void write(Encoder out, T value) {
        Kind<T> kind = byType.get(value.getClass());
        if (kind == null) {
            throw new IllegalArgumentException(
                    "a " + what + " " + value.getClass().getSimpleName() + " has no bytes");
        }
        out.u8(kind.code());
        kind.writer().accept(out, value);
    }

    T read(Decoder in) {
        int code = in.u8();
        Kind<T> kind = byCode.get(code);
        if (kind == null) {
            throw new Decoder.MalformedException("there is no " + what + " with the code " + code);
        }
        return kind.reader().apply(in);
    }
}
