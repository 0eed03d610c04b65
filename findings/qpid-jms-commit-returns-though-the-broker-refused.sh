#!/usr/bin/env bash
# Qpid JMS 2.10.0 with Qpid Broker-J 10.1.0: in a transacted session, `send` and `commit` return for a message that the broker refuses,
# and the message is lost. Outside a transaction the same send throws.
#
# Input: a message with a delivery delay (Jakarta Messaging 3.1, section 7.9), sent to a queue that Broker-J creates with its standard
# attributes. Such a queue does not accept delayed messages. A client learns that only outside a transaction.
#
# Expected: `send` or `commit` throws (section 6.2.7: a commit that returns has sent the messages).
#
# Seen on 2026-11-30, Java 17.0.15, Broker-J embedded with its Derby store:
#   auto: send refused: Not accepted by queue 'delayed.auto' [condition = amqp:precondition-failed]
#   transacted: send returned
#   transacted: commit returned
#   transacted: received null
#
# Needs a JDK from 17 on and mvn. Exit status: 0 as seen, 1 another behaviour, 2 it could not be run.
set -u
folder=$(mktemp -d) || exit 2
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 2

cat > pom.xml <<'EOF'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.apache.qpid</groupId><artifactId>qpid-jms-client</artifactId><version>2.10.0</version></dependency>
    <dependency><groupId>org.apache.qpid</groupId><artifactId>qpid-broker-core</artifactId><version>10.1.0</version></dependency>
    <dependency><groupId>org.apache.qpid</groupId><artifactId>qpid-broker-plugins-memory-store</artifactId><version>10.1.0</version></dependency>
    <dependency><groupId>org.apache.qpid</groupId><artifactId>qpid-broker-plugins-derby-store</artifactId><version>10.1.0</version></dependency>
    <dependency><groupId>org.apache.qpid</groupId><artifactId>qpid-broker-plugins-amqp-1-0-protocol</artifactId><version>10.1.0</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-nop</artifactId><version>2.0.17</version></dependency>
  </dependencies>
</project>
EOF
cat > Finding.java <<'EOF'
import jakarta.jms.*;
import java.net.ServerSocket;
import java.nio.file.*;
import java.util.Map;
import org.apache.qpid.jms.JmsConnectionFactory;
import org.apache.qpid.server.SystemLauncher;

public class Finding {
    public static void main(String[] args) throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Path folder = Path.of("").toAbsolutePath();
        String host = "{'type':'DERBY','storePath':'" + folder + "/messages','nodeAutoCreationPolicies':[{'pattern':'.*',"
                + "'createdOnPublish':'true','createdOnConsume':'true','nodeType':'queue','attributes':{}}]}";
        String configuration = "{'name':'finding','modelVersion':'9.0','authenticationproviders':[{'name':'anon','type':'Anonymous'}],"
                + "'ports':[{'name':'AMQP','port':'" + port + "','bindingAddress':'127.0.0.1','authenticationProvider':'anon',"
                + "'virtualhostaliases':[{'name':'nameAlias','type':'nameAlias'}]}],"
                + "'virtualhostnodes':[{'name':'default','type':'DERBY','storePath':'" + folder + "/nodes',"
                + "'defaultVirtualHostNode':'true','virtualHostInitialConfiguration':HOST}]}";
        configuration = configuration.replace('\'', '"').replace("HOST", '"' + host.replace('\'', '"').replace("\"", "\\\"") + '"');
        Path file = Files.writeString(folder.resolve("broker.json"), configuration);
        SystemLauncher broker = new SystemLauncher();
        broker.startup(Map.of("type", "Memory", "initialConfigurationLocation", file.toUri().toString(), "startupLoggedToSystemOut", "false"));
        try (Connection connection = new JmsConnectionFactory("amqp://127.0.0.1:" + port + "?amqp.vhost=default").createConnection()) {
            connection.start();
            Session auto = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
            send("auto", auto, "delayed.auto");
            Session transacted = connection.createSession(true, Session.SESSION_TRANSACTED);
            send("transacted", transacted, "delayed.transacted");
            transacted.commit();
            System.out.println("transacted: commit returned");
            System.out.println("transacted: received " + transacted.createConsumer(transacted.createQueue("delayed.transacted")).receive(4000));
        }
        System.exit(0);
    }

    static void send(String mode, Session session, String queue) {
        try {
            MessageProducer producer = session.createProducer(session.createQueue(queue));
            producer.setDeliveryDelay(500);
            producer.send(session.createTextMessage("order"));
            System.out.println(mode + ": send returned");
        } catch (JMSException e) {
            System.out.println(mode + ": send refused: " + e.getMessage());
        }
    }
}
EOF
mvn -q -B dependency:build-classpath -Dmdep.outputFile=classpath.txt > maven.log 2>&1 || { tail -5 maven.log; exit 2; }
javac -nowarn -cp "$(cat classpath.txt)" Finding.java 2> javac.log || { cat javac.log; exit 2; }
timeout 120 java -cp ".:$(cat classpath.txt)" Finding > seen.txt 2> errors.txt
cat seen.txt
grep -q '^auto: ' seen.txt || { tail -5 errors.txt; exit 2; }
grep -q '^auto: send refused: Not accepted by queue' seen.txt \
    && grep -q '^transacted: commit returned$' seen.txt && grep -q '^transacted: received null$' seen.txt
