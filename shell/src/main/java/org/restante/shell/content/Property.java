package org.restante.shell.content;

import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.restante.shell.terminal.ShellException;
import picocli.CommandLine.TypeConversionException;

/**
 * A message property in the user's syntax: {@code colour=red} is a string, {@code amount:int=5} has the given type. Immutable.
 *
 * @param type null for a string
 * @param text the value as written; in a template its placeholders are not yet filled
 */
public record Property(String name, @Nullable String type, String text) {

    private static final Map<String, String> RANGES = Map.of(
            "byte", "whole number from " + Byte.MIN_VALUE + " to " + Byte.MAX_VALUE,
            "short", "whole number from " + Short.MIN_VALUE + " to " + Short.MAX_VALUE,
            "int", "whole number from " + Integer.MIN_VALUE + " to " + Integer.MAX_VALUE,
            "long", "whole number from " + Long.MIN_VALUE + " to " + Long.MAX_VALUE,
            "float", "number",
            "double", "number");

    public static Property parse(String text) {
        int equals = text.indexOf('=');
        if (equals <= 0) {
            throw new TypeConversionException("'" + text + "' has no name=value; write colour=red or amount:int=5");
        }
        String name = text.substring(0, equals);
        int colon = name.indexOf(':');
        Property property = new Property(
                colon < 0 ? name : name.substring(0, colon),
                colon < 0 ? null : name.substring(colon + 1),
                text.substring(equals + 1));
        property.typed(property.text.contains("${") ? "0" : property.text);
        return property;
    }

    /**
     * The value, converted to its type.
     *
     * @param fill fills the placeholders of a template
     * @throws ShellException if the filled value does not have the type
     */
    public Object value(UnaryOperator<String> fill) {
        try {
            return typed(fill.apply(text));
        } catch (TypeConversionException e) {
            throw ShellException.usage(name + ": " + e.getMessage());
        }
    }

    private Object typed(String value) {
        if (type == null) {
            return value;
        }
        try {
            return switch (type) {
                case "string" -> value;
                case "boolean" -> truth(value);
                case "byte" -> Byte.valueOf(value);
                case "short" -> Short.valueOf(value);
                case "int" -> Integer.valueOf(value);
                case "long" -> Long.valueOf(value);
                case "float" -> Float.valueOf(value);
                case "double" -> Double.valueOf(value);
                default ->
                    throw new TypeConversionException("'" + type
                            + "' is not a type of a property; valid types: string, boolean, byte, short, int, long, float and"
                            + " double");
            };
        } catch (NumberFormatException e) {
            throw new TypeConversionException("'" + value + "' is not a " + RANGES.get(type));
        }
    }

    private static Boolean truth(String value) {
        return switch (value) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw new TypeConversionException("'" + value + "' is not true or false");
        };
    }
}
