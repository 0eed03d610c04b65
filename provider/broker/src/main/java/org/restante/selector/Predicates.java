package org.restante.selector;

import java.util.LinkedHashSet;
import java.util.Set;

/** The part of the {@link Parser} for comparisons, IS NULL, BETWEEN, IN and LIKE. Owned by the parsing thread. */
final class Predicates {

    private final Parser in;

    Predicates(Parser in) {
        this.in = in;
    }

    Expression parse() throws InvalidSelectorException {
        Token start = in.peek();
        Expression left = in.sum();
        Comparison operator = in.peek().type() == Token.Type.SIGN
                ? Comparison.of(in.peek().value().toString())
                : null;
        if (operator != null) {
            in.take();
            return comparison(left, start, operator);
        }
        if (in.takes("IS")) {
            return isNull(left, start);
        }
        boolean negated = in.takes("NOT");
        if (in.takes("BETWEEN")) {
            return between(left, start, negated);
        }
        if (in.takes("IN")) {
            return in(left, start, negated);
        }
        if (in.takes("LIKE")) {
            return like(left, start, negated);
        }
        if (negated) {
            throw in.unexpected("BETWEEN, IN or LIKE after NOT");
        }
        return left;
    }

    private static Condition negate(Condition condition, boolean negated) {
        return negated ? new Condition.Not(condition) : condition;
    }

    private Condition comparison(Expression left, Token start, Comparison operator) throws InvalidSelectorException {
        Token next = in.peek();
        Expression right = in.sum();
        if (operator.isOrdering()) {
            Parser.number(left, start);
            Parser.number(right, next);
        } else if (left.kind() == Expression.Kind.CONDITION) {
            truth(right, next);
        } else if (right.kind() == Expression.Kind.CONDITION) {
            truth(left, start);
        }
        return new Condition.Compare(left, operator, right);
    }

    /** Refuses a string, a number or a sum as the other side of a condition: the two are never equal. */
    private static void truth(Expression expression, Token start) throws InvalidSelectorException {
        Expression.Kind kind = expression.kind();
        if (kind == Expression.Kind.STRING || kind == Expression.Kind.NUMBER) {
            String found = kind.words + " (" + start.words() + ")";
            throw new InvalidSelectorException(start.position(), "TRUE, FALSE, or the name of a property", found);
        }
    }

    private Condition isNull(Expression left, Token start) throws InvalidSelectorException {
        boolean negated = in.takes("NOT");
        in.expect("NULL", " after IS");
        return negate(new Condition.IsNull(name(left, start, "IS")), negated);
    }

    private Condition between(Expression left, Token start, boolean negated) throws InvalidSelectorException {
        Token lowStart = in.peek();
        Expression low = Parser.number(in.sum(), lowStart);
        in.expect("AND", " and a second number after BETWEEN");
        Token highStart = in.peek();
        Expression high = Parser.number(in.sum(), highStart);
        return new Condition.Between(Parser.number(left, start), negated, low, high);
    }

    private Condition in(Expression left, Token start, boolean negated) throws InvalidSelectorException {
        Expression.Name name = name(left, start, "IN");
        in.expect("(", " after IN");
        Set<String> strings = new LinkedHashSet<>();
        do {
            strings.add(string("in the list of IN"));
        } while (in.takes(","));
        in.expect(")", " or a comma");
        return new Condition.In(name, negated, Set.copyOf(strings));
    }

    private Condition like(Expression left, Token start, boolean negated) throws InvalidSelectorException {
        Expression.Name name = name(left, start, "LIKE");
        Token patternStart = in.peek();
        String text = string("after LIKE");
        int escape = -1;
        if (in.takes("ESCAPE")) {
            Token escapeStart = in.peek();
            String character = string("after ESCAPE");
            if (character.codePointCount(0, character.length()) != 1) {
                throw Parser.unexpected("a string of one character after ESCAPE", escapeStart);
            }
            escape = character.codePointAt(0);
        }
        LikePattern pattern = LikePattern.of(text, escape);
        if (pattern == null) {
            throw Parser.unexpected("a character after the escape character that ends the pattern", patternStart);
        }
        return new Condition.Like(name, negated, pattern);
    }

    private static Expression.Name name(Expression left, Token start, String operator) throws InvalidSelectorException {
        if (left instanceof Expression.Name name) {
            return name;
        }
        throw Parser.unexpected("the name of a field or property before " + operator, start);
    }

    private String string(String where) throws InvalidSelectorException {
        if (in.peek().type() != Token.Type.STRING) {
            throw in.unexpected("a string in single quotes " + where);
        }
        return in.take().value().toString();
    }
}
