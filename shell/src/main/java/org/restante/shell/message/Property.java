package org.restante.shell.message;

import picocli.CommandLine.TypeConversionException;

/** A message property as the user writes it: {@code colour=red} is text, {@code amount:int=5} has the type named. */
public record Property(String name, Object value) {

    public static Property parse(String text) {
        int equals = text.indexOf('=');
        if (equals <= 0) {
            throw new TypeConversionException("'" + text + "' has no name=value; write colour=red or amount:int=5");
        }
        String name = text.substring(0, equals);
        String value = text.substring(equals + 1);
        int colon = name.indexOf(':');
        return colon < 0
                ? new Property(name, value)
                : new Property(name.substring(0, colon), typed(name.substring(colon + 1), value));
    }

    private static Object typed(String type, String value) {
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
            case "true" -> true;
            case "false" -> false;
            default -> throw new TypeConversionException("'" + value + "' is no boolean; write true or false");
        };
    }
}
