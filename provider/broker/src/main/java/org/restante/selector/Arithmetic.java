package org.restante.selector;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Additions and subtractions, or multiplications, divisions and remainders, from left to right, with Java's numeric promotion.
 *
 * <p>NULL if an operand is NULL or not a number, and after a division of whole numbers by zero. A remainder has the sign of the dividend. The steps are a list, not a tree, so
 * that a long sum does not recurse. Immutable.
 */
record Arithmetic(Expression first, List<Step> steps) implements Expression {

    /** One operator and its right operand. */
    record Step(char operator, Expression operand) {}

    /** A minus sign before an operand. */
    record Negation(Expression operand) implements Expression {
        @Override
        public Kind kind() {
            return Kind.NUMBER;
        }

        @Override
        public @Nullable Object value(MessageFields message) {
            return operand.value(message) instanceof Number number ? apply('-', zeroLike(number), number) : null;
        }

        /** The minuend: minus zero for floating-point numbers, so that the sign of a zero is correct; else zero. */
        private static Number zeroLike(Number number) {
            return number instanceof Float || number instanceof Double ? (Number) (-0.0f) : (Number) 0;
        }
    }

    @Override
    public Kind kind() {
        return Kind.NUMBER;
    }

    @Override
    public @Nullable Object value(MessageFields message) {
        Object result = first.value(message);
        for (Step step : steps) {
            if (!(result instanceof Number left) || !(step.operand.value(message) instanceof Number right)) {
                return null;
            }
            result = apply(step.operator, left, right);
        }
        return result instanceof Number ? result : null;
    }

    private static @Nullable Number apply(char operator, Number left, Number right) {
        if (left instanceof Double || right instanceof Double) {
            return floating(operator, left.doubleValue(), right.doubleValue());
        }
        if (left instanceof Float || right instanceof Float) {
            return (float) floating(operator, left.floatValue(), right.floatValue());
        }
        if ((operator == '/' || operator == '%') && right.longValue() == 0) {
            return null;
        }
        long result = whole(operator, left.longValue(), right.longValue());
        if (left instanceof Long || right instanceof Long) {
            return result;
        }
        return (int) result;
    }

    /** Correct for floats, too: a double has more than twice the digits of a float, so its rounded result is the float result. */
    private static double floating(char operator, double left, double right) {
        return switch (operator) {
            case '+' -> left + right;
            case '-' -> left - right;
            case '*' -> left * right;
            case '%' -> left % right;
            default -> left / right;
        };
    }

    /** Correct for ints, too: the lower half of the long result is the int result. */
    private static long whole(char operator, long left, long right) {
        return switch (operator) {
            case '+' -> left + right;
            case '-' -> left - right;
            case '*' -> left * right;
            case '%' -> left % right;
            default -> left / right;
        };
    }

    /** Compares with Java's numeric promotion; as in Java, NaN is not equal to any number. */
    static boolean compare(Comparison operator, Number left, Number right) {
        if (left instanceof Double || right instanceof Double) {
            return operator.holds(left.doubleValue(), right.doubleValue());
        }
        if (left instanceof Float || right instanceof Float) {
            return operator.holds(left.floatValue(), right.floatValue());
        }
        return operator.holds(Long.compare(left.longValue(), right.longValue()), 0);
    }
}
