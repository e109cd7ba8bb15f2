const PROXY = '请检查 proxy（proxyFile、HTTPS_PROXY、HTTP_PROXY）';
const CLOCK = '请通过 NTP 校准本机时钟：服务最多接受 15 分钟的偏差。';
const RATE = '请调低 requestsPerSecond，或降低轮询频率。';

/** The program's own sentences on faults and their hints in Chinese, by the English sentence. */
export const FAULT_SENTENCES: ReadonlyMap<string, string> = new Map([
  ['the store cannot be written', '存储无法写入'],
  ['no replica runs', '没有副本在运行'],
  [
    'Bind the bucket to CI and enable media processing for it in the CI console.',
    '请在数据万象控制台绑定该存储桶，并开启媒体处理。',
  ],
  ['Set the clock of this machine by NTP: the service accepts 15 minutes at most.', CLOCK],
  [
    'Check secretId: the service does not know it (deleted, disabled, or mistyped).',
    '请检查 secretId：服务不认识它（已删除、已禁用或写错）。',
  ],
  [
    'The temporary key has ended: fetch a new one, or use a source that refreshes it.',
    '临时密钥已过期：请换用新的密钥，或使用会自动更新的来源。',
  ],
  [
    'Check bucket (its name ends in -APPID) and region of the target.',
    '请检查目标的 bucket（名称以 -APPID 结尾）和 region。',
  ],
  [
    'Create the service role CI_QCSRole by authorizing CI in the console.',
    '请在控制台授权数据万象，以创建服务角色 CI_QCSRole。',
  ],
  [
    'Check secretKey: it does not belong to this secretId, or has a stray blank.',
    '请检查 secretKey：它与该 secretId 不匹配，或含有多余的空格。',
  ],
  [
    'Check secretId, secretKey and token of the target: they do not make a valid signature.',
    '请检查目标的 secretId、secretKey 和 token：由它们得不到有效的签名。',
  ],
  [
    'Something between here and the service takes the Authorization header away.',
    '本机与服务之间有程序去掉了请求头 Authorization。',
  ],
  [
    'Check endpoint: https://<BucketName-APPID>.ci.<region>.myqcloud.com, without a path.',
    '请检查 endpoint：https://<BucketName-APPID>.ci.<region>.myqcloud.com，不带路径。',
  ],
  [
    'Check the filters under jobs (type, name, workflowId) and pageSize (at most 100).',
    '请检查 jobs 下的筛选条件（type、name、workflowId）和 pageSize（最大 100）。',
  ],
  ['Lower requestsPerSecond, or poll less often.', RATE],
  [
    'The service has blocked this bucket or account: ask its support.',
    '服务已封禁该存储桶或账号：请联系其客服。',
  ],
  [
    'Check endpoint, and whether a proxy between here and the service answers in its place.',
    '请检查 endpoint，以及是否有代理代替服务作出了应答。',
  ],
  [
    'Check endpoint, region, and that this machine reaches it.',
    '请检查 endpoint 和 region，并确认本机可以访问。',
  ],
  [
    'Check the network to the service; raise timeout if it is only slow.',
    '请检查到服务的网络；如果只是较慢，请调大 timeout。',
  ],
  [
    'Redirects are never followed, for they would carry the signature elsewhere: use the https endpoint of the bucket in its own region.',
    '不跟随重定向，以免签名被带到别处：请使用存储桶所在地域的 https endpoint。',
  ],
  [
    'Check the credentials of the target and the rights of their key.',
    '请检查目标的 credentials 及其密钥的权限。',
  ],
  ['The service has a fault of its own; nothing to do but wait.', '服务自身出现故障，只能等待其恢复。'],
  [
    'No such host: check bucket, region and endpoint, and the DNS of this machine.',
    '没有这个主机：请检查 bucket、region、endpoint 和本机的 DNS。',
  ],
  ['The DNS of this machine does not answer.', '本机的 DNS 没有应答。'],
  [
    'Nothing listens there: check the host and port of endpoint.',
    '该地址没有程序监听：请检查 endpoint 的主机和端口。',
  ],
  [
    'The certificate of the endpoint has ended, or the clock of this machine is wrong.',
    'endpoint 的证书已过期，或者本机时钟有误。',
  ],
  [
    'source cvm-role works on a Tencent Cloud virtual machine with a CAM role bound to it only.',
    '来源 cvm-role 只能在绑定了 CAM 角色的腾讯云服务器上使用。',
  ],
  [
    'Set TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY, and restart.',
    '请设置 TENCENTCLOUD_SECRET_ID 和 TENCENTCLOUD_SECRET_KEY，然后重启。',
  ],
  ['Check the owner and the rights of the file.', '请检查该文件的属主和权限。'],
  ['Check that this machine reaches the source of its credentials.', '请确认本机可以访问密钥的来源。'],
  [
    'Check that the pod reaches STS, and that its role trusts the OIDC provider of the cluster.',
    '请确认 Pod 可以访问 STS，且其角色信任集群的 OIDC 提供方。',
  ],
  [
    'source tke-oidc works in a TKE pod whose service account is bound to a CAM role only.',
    '来源 tke-oidc 只能在服务账号绑定了 CAM 角色的 TKE Pod 中使用。',
  ],
  [
    'Check TKE_WEB_IDENTITY_TOKEN_FILE and the volume it lies on.',
    '请检查 TKE_WEB_IDENTITY_TOKEN_FILE 及其所在的卷。',
  ],
  [
    'No authority known here signed the certificate: put that of a proxy which looks into TLS into NODE_EXTRA_CA_CERTS.',
    '本机不信任该证书的签发机构；如果是代理解密 TLS，请将其根证书写入 NODE_EXTRA_CA_CERTS。',
  ],
  [
    'Check proxy (proxyFile, HTTPS_PROXY, HTTP_PROXY), and that the proxy runs; NO_PROXY names hosts that need none.',
    `${PROXY}，并确认代理正在运行；不需要代理的主机可写入 NO_PROXY。`,
  ],
  [
    'Check proxy (proxyFile, HTTPS_PROXY, HTTP_PROXY), and that the proxy reaches the host; NO_PROXY names hosts that need none.',
    `${PROXY}，并确认代理可以访问该主机；不需要代理的主机可写入 NO_PROXY。`,
  ],
  [
    'Check scheme and port in proxy (proxyFile, HTTPS_PROXY, HTTP_PROXY): it must be an HTTP proxy, not SOCKS.',
    `${PROXY}的协议和端口：必须是 HTTP 代理，不能是 SOCKS。`,
  ],
  [
    'Check user and password in proxy (proxyFile, HTTPS_PROXY, HTTP_PROXY); signs such as @ and : are written as %40 and %3A.',
    `${PROXY}中的用户名和密码；@ 和 : 等符号应写作 %40 和 %3A。`,
  ],
  [
    'Write http://USER:PASSWORD@HOST:PORT into the file that proxyFile names, or into HTTPS_PROXY.',
    '请将 http://USER:PASSWORD@HOST:PORT 写入 proxyFile 指定的文件，或写入 HTTPS_PROXY。',
  ],
  ['the credentials hold characters that no key of Tencent Cloud has', '凭证含有腾讯云密钥中不会出现的字符'],
  [
    'Look for a stray blank, newline or letter beyond ASCII in the credentials.',
    '请检查凭证中是否有多余的空格、换行或非 ASCII 字符。',
  ],
  [
    'Write secret_id and secret_key under [default] into ~/.tencentcloud/credentials.',
    '请在 ~/.tencentcloud/credentials 的 [default] 下写入 secret_id 和 secret_key。',
  ],
  ['no role is bound to this machine', '本机没有绑定角色'],
  ['STS gave no key', 'STS 没有给出密钥'],
  [
    'Narrow the target with `jobs` filters, or shorten `lookback`.',
    '请用 `jobs` 下的条件缩小目标范围，或缩短 `lookback`。',
  ],
  [
    'The layout of the list has changed, or a proxy changes it. Look for a newer Batchwatch.',
    '列表的格式已改变，或被代理改动。请查看是否有新版 Batchwatch。',
  ],
  ['Find who holds the file open.', '请找出占用该文件的进程。'],
  [
    'Make the file and its directory writable for the user that runs Batchwatch.',
    '请让运行 Batchwatch 的用户可以写入该文件及其目录。',
  ],
  ['Check the disk and the mount.', '请检查磁盘和挂载。'],
  [
    'Stop Batchwatch, keep a copy of the file, and restore it from a backup.',
    '请停止 Batchwatch，保留该文件的副本，并从备份恢复。',
  ],
  ['Free some space; work goes on by itself.', '请释放一些空间，之后会自动继续。'],
]);
