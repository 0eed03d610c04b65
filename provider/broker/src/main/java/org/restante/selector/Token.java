package org.restante.selector;

/**
 * A word, sign or literal of a selector's text.
 *
 * @param value the value of a string or number; else the text, keywords in upper case
 * @param position the index of its first character in the selector's text
 */
record Token(Type type, Object value, int position) {

    enum Type {
        STRING,
        NUMBER,
        NAME,
        KEYWORD,
        SIGN,
        END
    }

    boolean is(String keywordOrSign) {
        return (type == Type.KEYWORD || type == Type.SIGN) && value.equals(keywordOrSign);
    }

    /** A description for error texts. */
    String words() {
        return switch (type) {
            case STRING -> "the string '" + value + "'";
            case NUMBER -> "the number " + value;
            case NAME -> "the name " + value;
            case KEYWORD, SIGN -> value.toString();
            case END -> "the end";
        };
    }
}
