package org.restante.shell.output;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Messages of the JSON library in words for the author of the JSON. */
final class JsonFault {

    /** A form of the library's message, and its words; the first that matches counts. */
    private record Form(Pattern pattern, String words) {
        Form(String pattern, String words) {
            this(Pattern.compile(pattern, Pattern.DOTALL), words);
        }
    }

    private static final List<Form> FORMS = List.of(
            new Form("Unrecognized token '(.*?)'.*", "'$1' is not a JSON value; write a text in double quotes"),
            new Form(
                    "Unexpected end-of-input.*\\[Source: [^\\]]*?line: (\\d+), column: (\\d+)\\].*",
                    "the text ends too early; what begins at line $1, column $2 is not closed"),
            new Form("Unexpected end-of-input.*", "the text ends too early"),
            new Form(
                    "Unexpected character \\('(.+)' \\(code .*double-quote to start field name.*",
                    "unexpected character '$1'; write a name in double quotes"),
            new Form(
                    "Unexpected character \\('(.+)' \\(code .*colon to separate.*",
                    "unexpected character '$1'; a colon is missing"),
            new Form(
                    "Unexpected character \\('(.+)' \\(code .*comma to separate.*",
                    "unexpected character '$1'; a comma is missing"),
            new Form("Unexpected character \\('(.+)' \\(code .*", "unexpected character '$1'"),
            new Form("Unexpected close marker '(.)'.*", "unexpected '$1'; it closes nothing that is open"),
            new Form(
                    "Illegal unquoted character.*",
                    "a line break or another control character in a text; write it as an escape, such as \\\\n"),
            new Form(
                    "Unrecognized character escape.*",
                    "a backslash before a character that has no escape; write two backslashes for one"));

    private JsonFault() {}

    static String inWords(String message) {
        for (Form form : FORMS) {
            Matcher found = form.pattern().matcher(message);
            if (found.matches()) {
                return found.replaceFirst(form.words());
            }
        }
        return message;
    }
}
