package org.restante.shell.administration;

/** Names by pattern, as settings and wildcard consumers have them: levels between dots. */
final class Patterns {

    private Patterns() {}

    /** @param pattern with {@code *} for one level, {@code >} for one or more */
    static boolean matches(String pattern, String name) {
        String[] wanted = pattern.split("\\.", -1);
        String[] levels = name.split("\\.", -1);
        String kind = pattern.substring(0, pattern.indexOf(':') + 1);
        for (int i = 0; i < wanted.length; i++) {
            String level = i == 0 ? wanted[0].substring(kind.length()) : wanted[i];
            if (i >= levels.length || !name.startsWith(kind)) {
                return false;
            }
            if (level.equals(">") && i == wanted.length - 1) {
                return true;
            }
            String own = i == 0 ? levels[0].substring(kind.length()) : levels[i];
            if (!level.equals("*") && !level.equals(own)) {
                return false;
            }
        }
        return wanted.length == levels.length;
    }
}
