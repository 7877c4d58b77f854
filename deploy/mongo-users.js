// A user of MongoDB for each service, who may use that service's collections and no other's.
// Run by deploy/mongo-ready at each start: what is there is brought up to date.
const fs = require("fs");
const secret = (name) => fs.readFileSync(`/run/secrets/${name}`, "utf8").trim();
const rights = JSON.parse(fs.readFileSync("/deploy/mongo-rights.json", "utf8"));
const database = process.env.COPYDESK_MONGO_DATABASE || "copydesk";
const actions = ["find", "insert", "update", "remove", "createCollection", "createIndex"];

const root = encodeURIComponent(secret("mongo_password"));
const admin = connect(`mongodb://copydesk:${root}@127.0.0.1:27017/admin`);

for (const [service, collections] of Object.entries(rights)) {
  const privileges = collections.map((collection) => ({
    resource: { db: database, collection },
    actions,
  }));
  if (admin.getRole(service)) {
    admin.updateRole(service, { privileges, roles: [] });
  } else {
    admin.createRole({ role: service, privileges, roles: [] });
  }
  const pwd = secret(`${service}_mongo_password`);
  if (admin.getUser(service)) {
    admin.updateUser(service, { pwd, roles: [service] });
  } else {
    admin.createUser({ user: service, pwd, roles: [service] });
  }
}
