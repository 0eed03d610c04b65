#!/usr/bin/env bash
# Qpid Broker-J 10.1.0: in a selector, the wildcard % directly behind an escaped % stands for nothing.
#
# Input: three messages whose property `discount` is "50%", "50% off" and "500", and selectors with LIKE '50!%%' ESCAPE '!', which is
# text that begins with 50 and a percent sign.
#
# Expected: % stands for any sequence of characters, also behind an escaped one (Jakarta Messaging 3.1, section 3.8.1.1). So the first two
# are selected. With another character between the two, and with an escaped underline, they are.
#
# Seen on 2026-12-01, Java 17.0.15, Broker-J in the process, by Qpid JMS 2.10.0 over AMQP on 127.0.0.1:
#   discount LIKE '50!%%' ESCAPE '!': [50%]
#   discount LIKE '50!% %' ESCAPE '!': [50% off]
#   discount LIKE '50%' ESCAPE '!': [50%, 50% off, 500]
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
import jakarta.jms.Connection;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.net.ServerSocket;
import java.nio.file.*;
import java.util.*;
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
            Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
            Queue offers = session.createQueue("offers");
            MessageProducer producer = session.createProducer(offers);
            for (String discount : List.of("50%", "50% off", "500")) {
                TextMessage message = session.createTextMessage(discount);
                message.setStringProperty("discount", discount);
                producer.send(message);
            }
            for (String pattern : List.of("50!%%", "50!% %", "50%")) {
                String selector = "discount LIKE '" + pattern + "' ESCAPE '!'";
                List<String> selected = new ArrayList<>();
                try (QueueBrowser browser = session.createBrowser(offers, selector)) {
                    for (Object message : Collections.list(browser.getEnumeration())) {
                        selected.add(((TextMessage) message).getText());
                    }
                }
                System.out.println(selector + ": " + selected);
            }
        }
        System.exit(0);
    }
}
EOF
mvn -q -B dependency:build-classpath -Dmdep.outputFile=classpath.txt > maven.log 2>&1 || { tail -5 maven.log; exit 2; }
javac -nowarn -cp "$(cat classpath.txt)" Finding.java 2> javac.log || { cat javac.log; exit 2; }
timeout 120 java -cp ".:$(cat classpath.txt)" Finding > seen.txt 2> errors.txt
cat seen.txt
grep -q "^discount LIKE '50%'" seen.txt || { tail -5 errors.txt; exit 2; }
grep -qF "'50!%%' ESCAPE '!': [50%]" seen.txt && grep -qF "'50!% %' ESCAPE '!': [50% off]" seen.txt \
    && grep -qF "'50%' ESCAPE '!': [50%, 50% off, 500]" seen.txt
