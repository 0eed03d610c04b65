package org.restante.selector;

import org.jspecify.annotations.Nullable;

/** A part of a selector that has a value: a String, a Boolean, a Number, or null for NULL. Immutable. */
sealed interface Expression permits Expression.Literal, Expression.Name, Arithmetic, Arithmetic.Negation, Condition {

    /** The type of the value, as far as the text of the selector determines it. */
    enum Kind {
        STRING("a string"),
        NUMBER("a number"),
        CONDITION("a condition"),
        ANY("a name");

        final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    Kind kind();

    @Nullable
    Object value(MessageFields message);

    /** The value as a condition. */
    default Truth truth(MessageFields message) {
        return Truth.ofValue(value(message));
    }

    /** A String, a Boolean or a Number in the selector's text. */
    record Literal(Object constant) implements Expression {
        @Override
        public Kind kind() {
            return constant instanceof String
                    ? Kind.STRING
                    : constant instanceof Boolean ? Kind.CONDITION : Kind.NUMBER;
        }

        @Override
        public Object value(MessageFields message) {
            return constant;
        }
    }

    /** A reference to a header field or a property. */
    record Name(String name) implements Expression {
        @Override
        public Kind kind() {
            return Kind.ANY;
        }

        @Override
        public @Nullable Object value(MessageFields message) {
            return message.value(name);
        }
    }
}
