package org.restante.selector;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Splits a selector's text into tokens. Owned by the parsing thread. */
final class Lexer {

    private static final Set<String> KEYWORDS =
            Set.of("NULL", "TRUE", "FALSE", "NOT", "AND", "OR", "BETWEEN", "LIKE", "IN", "IS", "ESCAPE");

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private Lexer(String text) {
        this.text = text;
    }

    /** All tokens; the last one is of type END. */
    static List<Token> tokens(String text) throws InvalidSelectorException {
        Lexer lexer = new Lexer(text);
        while (lexer.skipSpace()) {
            lexer.next();
        }
        lexer.add(Token.Type.END, "", text.length());
        return lexer.tokens;
    }

    private boolean skipSpace() {
        while (at < text.length() && " \t\f\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at < text.length();
    }

    private void next() throws InvalidSelectorException {
        int point = text.codePointAt(at);
        if (point == '\'') {
            string();
        } else if (isDigit(at) || (point == '.' && isDigit(at + 1))) {
            number();
        } else if (Character.isJavaIdentifierStart(point)) {
            word();
        } else {
            sign();
        }
    }

    private boolean isDigit(int index) {
        return index < text.length() && text.charAt(index) >= '0' && text.charAt(index) <= '9';
    }

    private void string() throws InvalidSelectorException {
        int start = at++;
        StringBuilder content = new StringBuilder();
        while (true) {
            int quote = text.indexOf('\'', at);
            if (quote < 0) {
                throw new InvalidSelectorException(start, "a ' after the string that begins here", "the end");
            }
            content.append(text, at, quote);
            at = quote + 1;
            if (at == text.length() || text.charAt(at) != '\'') {
                break;
            }
            content.append('\'');
            at++;
        }
        add(Token.Type.STRING, content.toString(), start);
    }

    private void number() throws InvalidSelectorException {
        int start = at;
        boolean hexadecimal = text.regionMatches(true, at, "0x", 0, 2);
        char before = '0';
        while (at < text.length()) {
            char c = text.charAt(at);
            boolean exponentSign = (c == '+' || c == '-') && (hexadecimal ? "pP" : "eE").indexOf(before) >= 0;
            if (!exponentSign && c != '.' && !Character.isJavaIdentifierPart(c)) {
                break;
            }
            before = c;
            at++;
        }
        add(Token.Type.NUMBER, Numeral.parse(text.substring(start, at), start), start);
    }

    private void word() {
        int start = at;
        while (at < text.length() && Character.isJavaIdentifierPart(text.codePointAt(at))) {
            at += Character.charCount(text.codePointAt(at));
        }
        String word = text.substring(start, at);
        String keyword = asciiUpperCase(word);
        boolean isKeyword = KEYWORDS.contains(keyword);
        add(isKeyword ? Token.Type.KEYWORD : Token.Type.NAME, isKeyword ? keyword : word, start);
    }

    /** Not {@code toUpperCase}, which turns a dotless i into I and so a name into a keyword. */
    private static String asciiUpperCase(String word) {
        StringBuilder result = new StringBuilder(word.length());
        word.chars().forEach(c -> result.append((char) (c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c)));
        return result.toString();
    }

    private void sign() throws InvalidSelectorException {
        String two = text.substring(at, Math.min(at + 2, text.length()));
        String sign = Comparison.of(two) != null ? two : two.substring(0, 1);
        if ("()+-*/%,".indexOf(sign.charAt(0)) < 0 && Comparison.of(sign) == null) {
            String found =
                    new StringBuilder().appendCodePoint(text.codePointAt(at)).toString();
            throw new InvalidSelectorException(at, "a name, a number, a string in single quotes or an operator", found);
        }
        add(Token.Type.SIGN, sign, at);
        at += sign.length();
    }

    private void add(Token.Type type, Object value, int position) {
        tokens.add(new Token(type, value, position));
    }
}
