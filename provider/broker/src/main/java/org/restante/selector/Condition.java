package org.restante.selector;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An expression that is true, false or unknown. Immutable. */
sealed interface Condition extends Expression {

    @Override
    default Kind kind() {
        return Kind.CONDITION;
    }

    @Override
    default @Nullable Object value(MessageFields message) {
        return truth(message).value();
    }

    @Override
    Truth truth(MessageFields message);

    /** True if all parts are; false if one is. The parts are a list, not a tree, so that a long AND does not recurse. */
    record And(List<Expression> parts) implements Condition {
        @Override
        public Truth truth(MessageFields message) {
            Truth result = Truth.TRUE;
            for (int i = 0; i < parts.size() && result != Truth.FALSE; i++) {
                result = result.and(parts.get(i).truth(message));
            }
            return result;
        }
    }

    /** True if one part is; false if all are. */
    record Or(List<Expression> parts) implements Condition {
        @Override
        public Truth truth(MessageFields message) {
            Truth result = Truth.FALSE;
            for (int i = 0; i < parts.size() && result != Truth.TRUE; i++) {
                result = result.or(parts.get(i).truth(message));
            }
            return result;
        }
    }

    /** The opposite of a condition; unknown if the condition is unknown. */
    record Not(Expression part) implements Condition {
        @Override
        public Truth truth(MessageFields message) {
            return part.truth(message).not();
        }
    }

    /** Two values and the operator between them. */
    record Compare(Expression left, Comparison operator, Expression right) implements Condition {
        @Override
        public Truth truth(MessageFields message) {
            return operator.apply(left.value(message), right.value(message));
        }
    }

    /** {@code x >= low AND x <= high}; negated, {@code x < low OR x > high}, which is not the opposite if x is not a number. */
    record Between(Expression operand, boolean negated, Expression low, Expression high) implements Condition {
        @Override
        public Truth truth(MessageFields message) {
            Object x = operand.value(message);
            Object from = low.value(message);
            Object to = high.value(message);
            return negated
                    ? Comparison.LESS.apply(x, from).or(Comparison.GREATER.apply(x, to))
                    : Comparison.GREATER_OR_EQUAL.apply(x, from).and(Comparison.LESS_OR_EQUAL.apply(x, to));
        }
    }

    /** Whether a string is in a list or, negated, is not in it; unknown for NULL, false if the value is not a string. */
    record In(Name name, boolean negated, Set<String> strings) implements Condition {
        @Override
        public Truth truth(MessageFields message) {
            Object value = name.value(message);
            return value == null
                    ? Truth.UNKNOWN
                    : Truth.of(value instanceof String && strings.contains(value) != negated);
        }
    }

    /** Whether a string matches a pattern or, negated, does not match; unknown for NULL, false if the value is not a string. */
    record Like(Name name, boolean negated, LikePattern pattern) implements Condition {
        @Override
        public Truth truth(MessageFields message) {
            Object value = name.value(message);
            return value == null
                    ? Truth.UNKNOWN
                    : Truth.of(value instanceof String string && pattern.matches(string, message) != negated);
        }
    }

    /** Whether a field or property is not set; never unknown. */
    record IsNull(Name name) implements Condition {
        @Override
        public Truth truth(MessageFields message) {
            return Truth.of(name.value(message) == null);
        }
    }
}
