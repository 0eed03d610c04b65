package org.restante.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.restante.log.Entries.await;
import static org.restante.log.Entries.entry;
import static org.restante.log.Entries.range;
import static org.restante.log.Entries.replay;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.restante.kafka.cluster.KafkaCluster;
import org.restante.log.Keep;

/** A cluster of one node that asks for a login, and gives rights. */
class KafkaAuthorizationTest {

    private static final String LOGIN = "org.apache.kafka.common.security.plain.PlainLoginModule required";

    private static KafkaCluster cluster;

    @BeforeAll
    static void startCluster() throws IOException {
        cluster = KafkaCluster.start(
                1,
                Map.of(
                        "listener.security.protocol.map",
                        "CLIENTS:SASL_PLAINTEXT,CONTROLLERS:PLAINTEXT",
                        "sasl.enabled.mechanisms",
                        "PLAIN",
                        "sasl.mechanism.inter.broker.protocol",
                        "PLAIN",
                        "listener.name.clients.plain.sasl.jaas.config",
                        LOGIN + " username=\"admin\" password=\"a\" user_admin=\"a\" user_restante=\"r\";",
                        "authorizer.class.name",
                        "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                        "super.users",
                        "User:admin;User:ANONYMOUS"),
                login("admin", "a"));
    }

    @AfterAll
    static void endCluster() {
        cluster.close();
    }

    private static Map<String, String> login(String user, String password) {
        return Map.of(
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                "PLAIN",
                "sasl.jaas.config",
                LOGIN + " username=\"" + user + "\" password=\"" + password + "\";");
    }

    private static KafkaLogOptions options(String password) {
        return KafkaLogOptions.of("guarded", cluster.bootstrap())
                .withReplicas(1)
                .withAppendTimeout(TestLogs.PATIENCE)
                .withClient(login("restante", password));
    }

    private static void allow(AclOperation... operations) throws IOException {
        ResourcePattern topic = new ResourcePattern(ResourceType.TOPIC, "guarded.0", PatternType.LITERAL);
        List<AclBinding> rights = new ArrayList<>();
        for (AclOperation operation : operations) {
            rights.add(new AclBinding(
                    topic, new AccessControlEntry("User:restante", "*", operation, AclPermissionType.ALLOW)));
        }
        KafkaCluster.get(cluster.admin().createAcls(rights).all());
    }

    private static void assertRefused(KafkaLogOptions options, String... parts) {
        IOException refused = assertThrows(IOException.class, () -> TestLogs.open(options));
        for (String part : parts) {
            assertTrue(refused.getMessage().contains(part), refused::getMessage);
        }
    }

    @Test
    void saysWhichRightsAreMissingAndWorksWithThem() throws IOException {
        assertRefused(options("wrong"), "refuses the login", "sasl");
        assertRefused(options("r"), "does not permit it", "guarded.0", "DescribeConfigs");
        allow(AclOperation.DESCRIBE, AclOperation.CREATE, AclOperation.READ);
        assertRefused(options("r"), "topic guarded.0 and its settings", "does not permit it");
        allow(AclOperation.DESCRIBE_CONFIGS);
        try (KafkaLog log = TestLogs.open(options("r"))) {
            IOException refused = assertThrows(IOException.class, log::claim);
            assertTrue(refused.getMessage().contains("does not permit it"), refused::getMessage);
            allow(AclOperation.WRITE, AclOperation.DELETE);
            Awaitility.await().ignoreExceptions().until(() -> log.claim() > 0);
            await(log.append(entry(0, 100), Keep.SYNCED));
            assertEquals(range(0, 1), replay(log, 0));
        }
    }
}
