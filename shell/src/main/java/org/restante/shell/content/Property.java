package org.restante.shell.content;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.restante.shell.terminal.ShellException;
import picocli.CommandLine.TypeConversionException;

/**
 * A message property as the user writes it: {@code colour=red} is text, {@code amount:int=5} has the type named.
 *
 * @param type null for a text
 * @param text the value as it is written; of a template its places are still to be filled
 */
public record Property(String name, @Nullable String type, String text) {

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
     * The value in its type.
     *
     * @param fill what becomes of a text, such as a template
     * @throws ShellException if it is none of that type, once it is filled
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
                            + "' is no type of a property; there are string, boolean, byte, short, int, long, float and"
                            + " double");
            };
        } catch (NumberFormatException e) {
            throw new TypeConversionException("'" + value + "' is no " + type);
        }
    }

    private static Boolean truth(String value) {
        return switch (value) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw new TypeConversionException("'" + value + "' is no boolean; write true or false");
        };
    }
}
