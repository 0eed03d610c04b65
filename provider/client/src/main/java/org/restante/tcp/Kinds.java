package org.restante.tcp;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.restante.message.Decoder;
import org.restante.message.Encoder;

/** The kinds of a value, each with the byte that names it and how it is written and read. Immutable once all are added. */
final class Kinds<T> {

    private record Kind<T>(int code, BiConsumer<Encoder, T> writer, Function<Decoder, ? extends T> reader) {}

    private final String what;
    private final Map<Class<?>, Kind<T>> byType = new HashMap<>();
    private final Map<Integer, Kind<T>> byCode = new HashMap<>();

    /** @param what what the values are, for messages */
    Kinds(String what) {
        this.what = what;
    }

    /** One more kind; its code is for ever. */
    <R extends T> Kinds<T> add(int code, Class<R> type, BiConsumer<Encoder, R> writer, Function<Decoder, R> reader) {
        Kind<T> kind = new Kind<>(code, (out, value) -> writer.accept(out, type.cast(value)), reader);
        if (byCode.put(code, kind) != null || byType.put(type, kind) != null) {
            throw new IllegalStateException("two kinds of " + what + " with code " + code + " or type " + type);
        }
        return this;
    }

    /** All kinds of another table, too. */
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
