package org.restante.shell.server;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.restante.SharedLogCheck;
import org.restante.shell.output.Results;
import org.restante.shell.session.RestanteBroker;
import org.restante.shell.session.ShellSession;
import org.restante.shell.terminal.ExitCode;
import org.restante.shell.terminal.ShellException;
import org.restante.shell.terminal.VisibleText;
import picocli.CommandLine.Command;

/** Checks whether a cluster can hold a log. */
@Command(
        name = "check",
        description = {
            "Checks whether a Kafka cluster can hold the log of --url kafka:NAME?bootstrap=HOST:PORT: whether it answers, the settings and"
                    + " replicas of the topic, the rights of the user. Changes nothing.",
            "Exit code 1: something makes the log impossible; its line says what to do."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  check --url 'kafka:shop?bootstrap=k1:9092,k2:9092,k3:9092'",
            "  check --url 'kafka:shop?bootstrap=k1:9092&kafka=client.properties' --output json"
        })
final class Check implements Callable<Integer> {

    private final ShellSession session;

    Check(ShellSession session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (!(session.broker() instanceof RestanteBroker broker)) {
            throw ShellException.usage("check is for a log on Kafka; give --url kafka:NAME?bootstrap=HOST:PORT");
        }
        List<SharedLogCheck.Finding> findings;
        try {
            findings = SharedLogCheck.run(broker.uri().uri());
        } catch (IllegalArgumentException e) {
            throw ShellException.usage(String.valueOf(e.getMessage()));
        }
        if (session.output().isForPeople()) {
            findings.forEach(this::show);
        } else {
            try (Results results = session.results("ok", "what", "text")) {
                findings.forEach(each -> results.add(row(each)));
            }
        }
        return findings.stream().allMatch(SharedLogCheck.Finding::isGood) ? ExitCode.DONE : ExitCode.FAILED;
    }

    private void show(SharedLogCheck.Finding finding) {
        session.screen()
                .show(VisibleText.line(
                        (finding.isGood() ? "ok     " : "wrong  ") + finding.what() + ": " + finding.text()));
    }

    private static Map<String, @Nullable Object> row(SharedLogCheck.Finding finding) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("ok", finding.isGood());
        row.put("what", finding.what());
        row.put("text", finding.text());
        return row;
    }
}
