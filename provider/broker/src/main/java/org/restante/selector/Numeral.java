package org.restante.selector;

import java.math.BigInteger;
import java.util.regex.Pattern;

/**
 * Parses the number literals of a selector: all integer and floating-point literals of Java. Any thread may use it.
 *
 * <p>The trap: a whole number is always a long, with or without suffix, so that the whole range of long can be written without one.
 * Only 2 to the 63rd is a BigInteger, until the parser has checked that there is a minus before it.
 */
final class Numeral {

    /** 2 to the 63rd, which is in the range of long only with a minus before it. */
    static final BigInteger MIN_MAGNITUDE = BigInteger.ONE.shiftLeft(63);

    private static final BigInteger END_OF_LONG_BITS = BigInteger.ONE.shiftLeft(64);

    private static final Pattern DECIMAL = Pattern.compile("(0|[1-9](_*[0-9])*+)[lL]?");
    private static final Pattern OCTAL = Pattern.compile("0(_*[0-7])++[lL]?");
    private static final Pattern HEXADECIMAL = Pattern.compile("0[xX][0-9a-fA-F](_*[0-9a-fA-F])*+[lL]?");
    private static final Pattern BINARY = Pattern.compile("0[bB][01](_*[01])*+[lL]?");

    private static final String DIGITS = "[0-9](?:_*[0-9])*+";
    private static final String HEX_DIGITS = "[0-9a-fA-F](?:_*[0-9a-fA-F])*+";
    private static final Pattern APPROXIMATE = Pattern.compile(
            "(?:" + DIGITS + "\\.?(?:" + DIGITS + ")?|\\." + DIGITS + ")(?:[eE][+-]?" + DIGITS + ")?[fFdD]?");
    private static final Pattern HEX_APPROXIMATE = Pattern.compile("0[xX](?:" + HEX_DIGITS + "\\.?(?:" + HEX_DIGITS
            + ")?|\\." + HEX_DIGITS + ")[pP][+-]?" + DIGITS + "[fFdD]?");

    /** The bound limits the stack depth of the regular expressions, which recurse for each character. */
    private static final int MAX_LENGTH = 1_000;

    private Numeral() {}

    /** A Long, a Float, a Double, or {@link #MIN_MAGNITUDE}. */
    static Number parse(String text, int position) throws InvalidSelectorException {
        if (text.length() > MAX_LENGTH) {
            throw new InvalidSelectorException(position, "a number of at most " + MAX_LENGTH + " characters", text);
        }
        if (DECIMAL.matcher(text).matches()) {
            return decimal(text, position);
        }
        if (HEXADECIMAL.matcher(text).matches()) {
            return bits(text, text.substring(2), 16, position);
        }
        if (BINARY.matcher(text).matches()) {
            return bits(text, text.substring(2), 2, position);
        }
        if (OCTAL.matcher(text).matches()) {
            return bits(text, text.substring(1), 8, position);
        }
        boolean whole = text.chars().allMatch(c -> (c >= '0' && c <= '9') || c == '_');
        if (!whole
                && (APPROXIMATE.matcher(text).matches()
                        || HEX_APPROXIMATE.matcher(text).matches())) {
            return approximate(text, position);
        }
        throw new InvalidSelectorException(position, "a number in Java's syntax", text);
    }

    private static String digits(String text) {
        String plain = text.replace("_", "");
        return plain.endsWith("l") || plain.endsWith("L") ? plain.substring(0, plain.length() - 1) : plain;
    }

    private static Number decimal(String text, int position) throws InvalidSelectorException {
        String digits = digits(text);
        if (digits.length() <= 18) {
            return Long.parseLong(digits);
        }
        if (digits.length() == 19) {
            BigInteger value = new BigInteger(digits);
            if (value.equals(MIN_MAGNITUDE)) {
                return MIN_MAGNITUDE;
            }
            if (value.compareTo(MIN_MAGNITUDE) < 0) {
                return value.longValue();
            }
        }
        throw outOfRange(text, position, "long");
    }

    /** As in Java, hexadecimal, octal and binary digits fill all bits of a long, including the sign. */
    private static Number bits(String text, String rest, int radix, int position) throws InvalidSelectorException {
        String digits = digits(rest).replaceFirst("^0+(?=.)", "");
        BigInteger value = digits.length() > Long.SIZE ? END_OF_LONG_BITS : new BigInteger(digits, radix);
        if (value.compareTo(END_OF_LONG_BITS) >= 0) {
            throw outOfRange(text, position, "long");
        }
        return value.longValue();
    }

    private static Number approximate(String text, int position) throws InvalidSelectorException {
        String digits = text.replace("_", "");
        boolean single = digits.endsWith("f") || digits.endsWith("F");
        double value = single ? Float.parseFloat(digits) : Double.parseDouble(digits);
        if (Double.isInfinite(value)) {
            throw outOfRange(text, position, single ? "float" : "double");
        }
        return single ? (Number) (float) value : (Number) value;
    }

    private static InvalidSelectorException outOfRange(String text, int position, String type) {
        return new InvalidSelectorException(position, "a number in the range of Java's " + type, text);
    }
}
