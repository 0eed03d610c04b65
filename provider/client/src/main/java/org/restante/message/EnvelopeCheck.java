package org.restante.message;

import org.jspecify.annotations.Nullable;

/** Checks encoded properties and bodies, so that later reads cannot fail. Stateless. */
final class EnvelopeCheck {

    private EnvelopeCheck() {}

    static void properties(Decoder in) {
        int count = in.count();
        for (int i = 0; i < count; i++) {
            String name = name(in, "a property");
            Object value = Values.read(in);
            if (value instanceof byte[] || value instanceof Character) {
                throw new Decoder.MalformedException("the property '" + name + "' holds a "
                        + value.getClass().getSimpleName() + ", which is not a type of a property");
            }
        }
        end(in, "the properties");
    }

    private static String name(Decoder in, String of) {
        String name = in.string();
        if (name.isEmpty()) {
            throw new Decoder.MalformedException("the name of " + of + " is empty");
        }
        return name;
    }

    static void body(BodyKind kind, @Nullable Decoder in) {
        if (in == null) {
            return;
        }
        switch (kind) {
            case NONE -> end(in, "a message without a body");
            case TEXT -> {
                in.skipString();
                end(in, "the text");
            }
            case MAP -> {
                int count = in.count();
                for (int i = 0; i < count; i++) {
                    name(in, "a map's entry");
                    Values.skip(in);
                }
                end(in, "the map");
            }
            case STREAM -> {
                while (in.remaining() > 0) {
                    Values.skip(in);
                }
            }
            case BYTES, OBJECT -> in.take(in.remaining());
        }
    }

    private static void end(Decoder in, String what) {
        if (in.remaining() > 0) {
            throw new Decoder.MalformedException(in.remaining() + " bytes are left after " + what);
        }
    }
}
