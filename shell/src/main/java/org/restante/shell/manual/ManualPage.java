package org.restante.shell.manual;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.restante.shell.terminal.ExitCode;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** A manual page in the format of man(7). Owned by one thread. */
final class ManualPage {

    private final StringBuilder text = new StringBuilder();

    private ManualPage(String name, String version) {
        text.append(".TH \"").append(escaped(name.toUpperCase(Locale.ROOT))).append("\" \"1\" \"\" \"");
        text.append(escaped(version)).append("\" \"Restante\"\n");
    }

    /** The pages of the program and of its commands, by name. */
    static Map<String, String> all(CommandLine all) {
        Map<String, CommandSpec> commands = Definition.commands(all);
        CommandSpec top = all.getCommandSpec();
        String program = top.name();
        String version = top.version()[0].replaceFirst(",.*", "");
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put(program, new ManualPage(program, version).ofProgram(program, top, commands));
        commands.forEach((name, command) -> pages.put(
                program + "-" + name, new ManualPage(program + "-" + name, version).ofCommand(program, name, command)));
        return pages;
    }

    private String ofProgram(String name, CommandSpec top, Map<String, CommandSpec> commands) {
        name(name, top);
        section("SYNOPSIS");
        line("\\fB" + escaped(name) + "\\fR [\\fIOPTIONS\\fR] [\\fICOMMAND\\fR [\\fIARGUMENTS\\fR]]");
        description(top);
        section("COMMANDS");
        commands.forEach((each, command) ->
                item("\\fB" + escaped(name + "-" + each) + "\\fR(1)", Definition.brief(command) + "."));
        arguments(top);
        section("EXIT STATUS");
        ExitCode.meanings().forEach((code, meaning) -> item("\\fB" + code + "\\fR", meaning));
        footer(top);
        return text.toString();
    }

    private String ofCommand(String program, String name, CommandSpec command) {
        name(program + "-" + name, command);
        section("SYNOPSIS");
        String parameters = command.positionalParameters().stream()
                .filter(parameter -> !parameter.hidden())
                .map(ManualPage::inSynopsis)
                .collect(Collectors.joining());
        line("\\fB" + escaped(program) + " " + escaped(name) + "\\fR [\\fIOPTIONS\\fR]" + parameters);
        description(command);
        arguments(command);
        footer(command);
        section("SEE ALSO");
        line("\\fB" + escaped(program) + "\\fR(1), which has the options of every command and the exit status");
        return text.toString();
    }

    private static String inSynopsis(PositionalParamSpec parameter) {
        String label = "\\fI" + escaped(parameter.paramLabel()) + "\\fR"
                + (parameter.arity().max() > 1 ? "..." : "");
        return parameter.required() ? " " + label : " [" + label + "]";
    }

    private void name(String name, CommandSpec command) {
        section("NAME");
        String brief = Definition.brief(command);
        String begun = brief.isEmpty() ? brief : brief.substring(0, 1).toLowerCase(Locale.ROOT) + brief.substring(1);
        line(escaped(name) + " \\- " + escaped(begun));
    }

    private void description(CommandSpec command) {
        section("DESCRIPTION");
        for (String paragraph : Definition.about(command)) {
            line(".PP");
            lines(paragraph);
        }
    }

    private void arguments(CommandSpec command) {
        List<PositionalParamSpec> parameters = command.positionalParameters().stream()
                .filter(parameter -> !parameter.hidden())
                .toList();
        if (!parameters.isEmpty()) {
            section("ARGUMENTS");
            parameters.forEach(each -> item("\\fI" + escaped(each.paramLabel()) + "\\fR", Definition.about(each)));
        }
        section("OPTIONS");
        Definition.options(command).forEach(option -> item(names(option), Definition.about(option)));
    }

    private static String names(OptionSpec option) {
        String value = Definition.takesValue(option) ? "=" + inItalics(option) : "";
        return Stream.of(option.names())
                .map(name -> "\\fB" + escaped(name) + "\\fR")
                .collect(Collectors.joining(", ", "", value));
    }

    private static String inItalics(ArgSpec argument) {
        return "\\fI" + escaped(argument.paramLabel()) + "\\fR";
    }

    /** The footer of the help, usually examples, line by line. */
    private void footer(CommandSpec command) {
        String[] footer = command.usageMessage().footer();
        if (footer.length == 0) {
            return;
        }
        section(command.usageMessage()
                .footerHeading()
                .replace("%n", "")
                .replace(":", "")
                .toUpperCase(Locale.ROOT));
        line(".nf");
        for (String each : footer) {
            lines(Definition.plain(each));
        }
        line(".fi");
    }

    private void section(String title) {
        line(".SH " + title);
    }

    private void item(String term, String about) {
        line(".TP");
        line(term);
        lines(about);
    }

    /** Writes text, with the control characters of the formatter escaped. */
    private void lines(String plain) {
        plain.lines().forEach(each -> {
            String safe = escaped(each);
            line(safe.startsWith(".") || safe.startsWith("'") ? "\\&" + safe : safe);
        });
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    private static String escaped(String plain) {
        return plain.replace("\\", "\\e").replace("-", "\\-");
    }
}
