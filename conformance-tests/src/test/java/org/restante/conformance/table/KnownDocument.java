package org.restante.conformance.table;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.restante.conformance.tool.KnownList;

/** The text of {@code known.md}: what each peer does other than the specification requires, with the section. */
final class KnownDocument {

    private static final Map<String, String> PEERS = peers();

    private static final String UNSEEN = """

            ## Three that the public TCK does not see

            - **ActiveMQ Classic delivers an acknowledged message again after a kill** (`KillTest.acknowledgedMessageIsNotRedeliveredAfterAKill`,
              6.2.11): `acknowledge` returns before the broker has stored the acknowledgement. The TCK runs on a broker that it neither restarts
              nor kills, so it cannot tell what is stored from what is remembered.
            - **ActiveMQ Artemis does not report a prepared branch after a restart** (`XaDurabilityTest`, 11.3.5): `recover` of a new connection
              does not have it, so a transaction manager cannot finish it. The TCK has no restart, and chapter 11 is optional.
            - **Qpid JMS delivers again what a pool of sessions has received and committed**
              (`PoolSettlementTest.transactedSessionCommitsReceivedAndSentMessages`, 6.2.7). Connection consumers are optional; the TCK sees at most
              what a container makes of them for its message-driven beans.
            """;

    private KnownDocument() {}

    private static Map<String, String> peers() {
        Map<String, String> peers = new LinkedHashMap<>();
        peers.put("artemis", "ActiveMQ Artemis ${artemis.version}");
        peers.put("classic", "ActiveMQ Classic ${activemq.version}");
        peers.put("qpid", "Qpid JMS ${qpid-jms.version} with Qpid Broker-J ${qpid-broker.version}");
        return peers;
    }

    /** The known deviations of each peer, by its name. */
    static Map<String, Map<String, String>> lists() {
        Map<String, Map<String, String>> lists = new LinkedHashMap<>();
        PEERS.keySet().forEach(peer -> lists.put(peer, KnownList.read(Path.of("peers", peer, "known.txt"))));
        return lists;
    }

    /**
     * The whole document.
     *
     * @param sections the sections of each test, by its name
     * @param versions the properties of the project
     * @param command the command that updates the document; the introduction shows it
     */
    static String markdown(Map<String, String> sections, Map<String, String> versions, String command) {
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT, """
                # Known deviations

                Where the peers do other than the specification requires. Each was looked at: the test is correct by the section beside it.
                The broker has its standard settings; see `src/NAME`. Each run on a peer checks its list: a test that is not listed must
                pass, and one that is listed must fail.

                The file is generated from `peers/NAME/known.txt` and the `@Section` of each test. To update it, run:

                    %s
                """, command));
        text.append(UNSEEN);
        lists().forEach((peer, known) -> {
            text.append("\n## ").append(named(PEERS.get(peer), versions)).append("\n\n");
            text.append("| test | section | behaviour |\n|---|---|---|\n");
            new TreeMap<>(known)
                    .forEach((test, behaviour) -> text.append(String.format(
                            Locale.ROOT,
                            "| `%s` | %s | %s |\n",
                            KnownList.test(test),
                            sections.getOrDefault(KnownList.test(test), "?"),
                            (test.equals(KnownList.test(test)) ? "" : "now and then: ")
                                    + behaviour.replace("|", "\\|").replace("<", "&lt;"))));
        });
        return text.toString();
    }

    private static String named(String title, Map<String, String> versions) {
        String named = title;
        for (Map.Entry<String, String> version : versions.entrySet()) {
            named = named.replace("${" + version.getKey() + "}", version.getValue());
        }
        return named;
    }
}
