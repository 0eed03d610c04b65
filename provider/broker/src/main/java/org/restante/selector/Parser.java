package org.restante.selector;

import java.util.ArrayList;
import java.util.List;

/**
 * A recursive-descent parser of selectors. Owned by the parsing thread.
 *
 * <pre>
 * or         = and { OR and }
 * and        = not { AND not }
 * not        = NOT not | predicate
 * predicate  = sum [ comparison sum | IS [NOT] NULL | [NOT] ( BETWEEN .. | IN .. | LIKE .. ) ]   see {@link Predicates}
 * sum        = product { ( + | - ) product }
 * product    = unary { ( * | / | % ) unary }
 * unary      = ( + | - ) unary | primary
 * primary    = literal | name | ( or )
 * </pre>
 *
 * The recursion is bounded by {@link Selector#MAX_DEPTH}.
 */
final class Parser {

    private final List<Token> tokens;
    private final Predicates predicates = new Predicates(this);
    private int at;
    private int depth;

    private Parser(List<Token> tokens) {
        this.tokens = tokens;
    }

    static Expression parse(String text) throws InvalidSelectorException {
        Parser parser = new Parser(Lexer.tokens(text));
        Token first = parser.peek();
        Expression result = parser.or();
        if (parser.peek().type() != Token.Type.END) {
            throw parser.unexpected("AND, OR or the end");
        }
        return condition(result, first);
    }

    Token peek() {
        return tokens.get(at);
    }

    Token take() {
        Token token = tokens.get(at);
        at = Math.min(at + 1, tokens.size() - 1);
        return token;
    }

    /** Takes the next token if it is this keyword or sign. */
    boolean takes(String keywordOrSign) {
        boolean is = peek().is(keywordOrSign);
        if (is) {
            take();
        }
        return is;
    }

    void expect(String keywordOrSign, String where) throws InvalidSelectorException {
        if (!takes(keywordOrSign)) {
            throw unexpected(keywordOrSign + where);
        }
    }

    InvalidSelectorException unexpected(String expected) {
        return unexpected(expected, peek());
    }

    static InvalidSelectorException unexpected(String expected, Token found) {
        return new InvalidSelectorException(found.position(), expected, found.words());
    }

    private Expression or() throws InvalidSelectorException {
        Token start = peek();
        Expression first = and();
        if (!peek().is("OR")) {
            return first;
        }
        List<Expression> parts = new ArrayList<>(List.of(condition(first, start)));
        while (takes("OR")) {
            Token next = peek();
            parts.add(condition(and(), next));
        }
        return new Condition.Or(List.copyOf(parts));
    }

    private Expression and() throws InvalidSelectorException {
        Token start = peek();
        Expression first = not();
        if (!peek().is("AND")) {
            return first;
        }
        List<Expression> parts = new ArrayList<>(List.of(condition(first, start)));
        while (takes("AND")) {
            Token next = peek();
            parts.add(condition(not(), next));
        }
        return new Condition.And(List.copyOf(parts));
    }

    private Expression not() throws InvalidSelectorException {
        if (!takes("NOT")) {
            return predicates.parse();
        }
        deeper();
        Token next = peek();
        Expression result = new Condition.Not(condition(not(), next));
        depth--;
        return result;
    }

    private static Expression condition(Expression expression, Token start) throws InvalidSelectorException {
        Expression.Kind kind = expression.kind();
        if (kind == Expression.Kind.STRING || kind == Expression.Kind.NUMBER) {
            String found = kind.words + " (" + start.words() + ")";
            throw new InvalidSelectorException(start.position(), "a condition, true or false", found);
        }
        return expression;
    }

    Expression sum() throws InvalidSelectorException {
        Token start = peek();
        Expression first = product();
        if (!peek().is("+") && !peek().is("-")) {
            return first;
        }
        List<Arithmetic.Step> steps = new ArrayList<>();
        while (peek().is("+") || peek().is("-")) {
            char operator = take().value().toString().charAt(0);
            Token next = peek();
            steps.add(new Arithmetic.Step(operator, number(product(), next)));
        }
        return new Arithmetic(number(first, start), List.copyOf(steps));
    }

    private Expression product() throws InvalidSelectorException {
        Token start = peek();
        Expression first = unary();
        if (!multiplies(peek())) {
            return first;
        }
        List<Arithmetic.Step> steps = new ArrayList<>();
        while (multiplies(peek())) {
            char operator = take().value().toString().charAt(0);
            Token next = peek();
            steps.add(new Arithmetic.Step(operator, number(unary(), next)));
        }
        return new Arithmetic(number(first, start), List.copyOf(steps));
    }

    /** The remainder is an extension: the specification has no sign for it. */
    private static boolean multiplies(Token token) {
        return token.is("*") || token.is("/") || token.is("%");
    }

    private Expression unary() throws InvalidSelectorException {
        boolean minus = peek().is("-");
        if (!minus && !peek().is("+")) {
            return primary();
        }
        take();
        deeper();
        Token next = peek();
        Expression result;
        if (minus && next.value().equals(Numeral.MIN_MAGNITUDE)) {
            take();
            result = new Expression.Literal(Long.MIN_VALUE);
        } else {
            Expression operand = number(unary(), next);
            result = minus ? new Arithmetic.Negation(operand) : new Arithmetic(operand, List.of());
        }
        depth--;
        return result;
    }

    /** Refuses an expression that cannot be a number. */
    static Expression number(Expression expression, Token start) throws InvalidSelectorException {
        Expression.Kind kind = expression.kind();
        if (kind == Expression.Kind.STRING || kind == Expression.Kind.CONDITION) {
            String found = kind.words + " (" + start.words() + ")";
            throw new InvalidSelectorException(start.position(), "a number or the name of one", found);
        }
        return expression;
    }

    private Expression primary() throws InvalidSelectorException {
        Token token = peek();
        return switch (token.type()) {
            case STRING -> new Expression.Literal(take().value());
            case NUMBER -> number();
            case NAME -> name();
            case KEYWORD, SIGN -> nested();
            case END -> throw unexpected("a name, a literal, NOT or (");
        };
    }

    private Expression number() throws InvalidSelectorException {
        if (peek().value().equals(Numeral.MIN_MAGNITUDE)) {
            throw unexpected("a number in the range of Java's long");
        }
        return new Expression.Literal(take().value());
    }

    private Expression name() throws InvalidSelectorException {
        String name = peek().value().toString();
        if (!MessageFields.isName(name)) {
            throw unexpected("the name of a property, or JMSDeliveryMode, JMSPriority, JMSMessageID, JMSTimestamp,"
                    + " JMSCorrelationID or JMSType");
        }
        take();
        return new Expression.Name(name);
    }

    private Expression nested() throws InvalidSelectorException {
        if (takes("TRUE")) {
            return new Expression.Literal(true);
        }
        if (takes("FALSE")) {
            return new Expression.Literal(false);
        }
        if (!peek().is("(")) {
            throw unexpected("a name, a literal, NOT or (");
        }
        deeper();
        take();
        Expression result = or();
        expect(")", "");
        depth--;
        return result;
    }

    private void deeper() throws InvalidSelectorException {
        if (++depth > Selector.MAX_DEPTH) {
            throw unexpected("no more than " + Selector.MAX_DEPTH + " parentheses, NOTs and signs inside each other");
        }
    }
}
