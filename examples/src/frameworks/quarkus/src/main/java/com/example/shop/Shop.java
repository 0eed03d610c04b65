package com.example.shop;

import io.netty.util.Version;
import io.quarkus.arc.ClientProxy;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import org.restante.jms.RestanteConnectionFactory;

@QuarkusMain
public class Shop implements QuarkusApplication {

    private final Orders orders;
    private final RestanteConnectionFactory connections;

    Shop(Orders orders, RestanteConnectionFactory connections) {
        this.orders = orders;
        this.connections = connections;
    }

    @Override
    public int run(String... arguments) {
        System.out.println("Netty " + Version.identify().get("netty-common").artifactVersion());
        System.out.println("proxy " + (connections instanceof ClientProxy));
        orders.send("tea");
        System.out.println("order: " + orders.receive());
        return 0;
    }
}
