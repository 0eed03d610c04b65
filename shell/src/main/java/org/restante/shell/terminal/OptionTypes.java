package org.restante.shell.terminal;

import java.math.BigInteger;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Converts the words of options and arguments; its messages are in the user's words, those of picocli name types of Java. */
public final class OptionTypes {

    private static final Pattern WHOLE = Pattern.compile("[-+]?\\d+");

    private OptionTypes() {}

    /** Registers the conversions. The trap: it reaches only the commands added before. */
    public static CommandLine register(CommandLine line) {
        ITypeConverter<Integer> number = OptionTypes::number;
        ITypeConverter<Long> large = OptionTypes::largeNumber;
        ITypeConverter<Double> fraction = OptionTypes::fraction;
        ITypeConverter<Boolean> flag = OptionTypes::flag;
        return line.registerConverter(int.class, number)
                .registerConverter(Integer.class, number)
                .registerConverter(long.class, large)
                .registerConverter(Long.class, large)
                .registerConverter(double.class, fraction)
                .registerConverter(Double.class, fraction)
                .registerConverter(boolean.class, flag)
                .registerConverter(Boolean.class, flag)
                .registerConverter(Path.class, OptionTypes::path)
                .registerConverter(Duration.class, Durations::parse);
    }

    private static int number(String word) {
        return whole(word, Integer.MIN_VALUE, Integer.MAX_VALUE).intValue();
    }

    private static long largeNumber(String word) {
        return whole(word, Long.MIN_VALUE, Long.MAX_VALUE).longValue();
    }

    private static BigInteger whole(String word, long least, long most) {
        if (!WHOLE.matcher(word).matches()) {
            throw new TypeConversionException("'" + word + "' is not a whole number");
        }
        BigInteger number = new BigInteger(word);
        if (number.compareTo(BigInteger.valueOf(most)) > 0) {
            throw new TypeConversionException("'" + word + "' is too large; give at most " + most);
        }
        if (number.compareTo(BigInteger.valueOf(least)) < 0) {
            throw new TypeConversionException("'" + word + "' is too small; give at least " + least);
        }
        return number;
    }

    private static double fraction(String word) {
        try {
            double number = Double.parseDouble(word);
            if (!Double.isNaN(number)) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw (TypeConversionException) new TypeConversionException("'" + word + "' is not a number").initCause(e);
        }
        throw new TypeConversionException("'" + word + "' is not a number");
    }

    private static boolean flag(String word) {
        return switch (word) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new TypeConversionException("'" + word + "' is not true or false; leave the value out");
        };
    }

    /**
     * A path as the user has written it.
     *
     * @throws TypeConversionException if no file can have this name
     */
    public static Path path(String word) {
        if (word.isEmpty()) {
            throw new TypeConversionException("the name of the file is empty");
        }
        try {
            return Path.of(word);
        } catch (InvalidPathException e) {
            throw (TypeConversionException) new TypeConversionException(invalid(e)).initCause(e);
        }
    }

    static String invalid(InvalidPathException e) {
        return "'" + e.getInput() + "' cannot be the name of a file; "
                + (e.getInput().indexOf('\0') < 0
                        ? "if it has letters beyond ASCII, set LC_ALL=C.UTF-8"
                        : "leave out its NUL character");
    }
}
