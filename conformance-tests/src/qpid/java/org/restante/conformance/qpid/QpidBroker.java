package org.restante.conformance.qpid;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.qpid.server.SystemLauncher;

/**
 * A Qpid Broker-J with a Derby store as a program: prints a line when it listens, and ends with its standard input. It creates a
 * queue when a name is first used, and looks for delayed messages that are due every 100 ms; topics are keys of its exchange {@code amq.topic}.
 */
public final class QpidBroker {

    private static final String POLICIES = """
            [{'pattern':'.*','createdOnPublish':'true','createdOnConsume':'true','nodeType':'queue',
              'attributes':{'holdOnPublishEnabled':'true'}}]""";

    private static final String HOST = "{'type':'DERBY','storePath':'%s/messages','housekeepingCheckPeriod':'100','nodeAutoCreationPolicies':%s}";

    private static final String BROKER = """
            {'name':'conformance','modelVersion':'9.0',
             'authenticationproviders':[{'name':'anonymous','type':'Anonymous'}],
             'ports':[{'name':'AMQP','port':'%s','bindingAddress':'127.0.0.1','authenticationProvider':'anonymous',
                       'virtualhostaliases':[{'name':'nameAlias','type':'nameAlias'}]}],
             'virtualhostnodes':[{'name':'default','type':'JSON','storePath':'%s/nodes','defaultVirtualHostNode':'true',
                                  'virtualHostInitialConfiguration':%s}]}""";

    private QpidBroker() {}

    /** @param arguments the port on this machine, and the folder of the data */
    public static void main(String[] arguments) throws Exception {
        Path data = Files.createDirectories(Path.of(arguments[1]).toAbsolutePath());
        System.setProperty("derby.stream.error.file", data.resolve("derby.log").toString());
        System.setProperty("qpid.work_dir", data.resolve("work").toString());
        String host = String.format(HOST, data, POLICIES.replace("\n", " "));
        String inside = "\"" + json(host).replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
        Path file = data.resolve("broker.json");
        Files.writeString(file, json(String.format(BROKER, arguments[0], data, "HOST")).replace("HOST", inside));
        SystemLauncher broker = new SystemLauncher();
        Runtime.getRuntime().addShutdownHook(new Thread(broker::shutdown, "stop"));
        broker.startup(Map.of(
                "type", "Memory",
                "initialConfigurationLocation", file.toUri().toString(),
                "startupLoggedToSystemOut", "false"));
        System.out.println("listens");
        while (System.in.read() >= 0) {
            System.out.println("its standard input only shows when to end");
        }
        System.exit(0);
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }
}
