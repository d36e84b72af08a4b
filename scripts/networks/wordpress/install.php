<?php
// Installs WordPress into its empty database and makes accounts with application passwords: an author, an editor and a subscriber.
// Arguments: the folder of WordPress, the address of the site. Prints one line of JSON.
define('WP_INSTALLING', true);
[, $root, $address] = $argv;
$_SERVER['HTTP_HOST'] = parse_url($address, PHP_URL_HOST) . ':' . parse_url($address, PHP_URL_PORT);
$_SERVER['REQUEST_URI'] = '/';
require "$root/wp-load.php";
require_once "$root/wp-admin/includes/upgrade.php";

wp_install('Northfold Parish Council', 'admin', 'admin@northfold.example', true, '', wp_generate_password());
update_option('siteurl', $address);
update_option('home', $address);

function account(string $name, string $role): array
{
    $number = wp_insert_user([
        'user_login' => $name,
        'user_pass' => wp_generate_password(),
        'user_email' => "$name@northfold.example",
        'role' => $role,
    ]);
    [$password] = WP_Application_Passwords::create_new_application_password($number, ['name' => 'Parish Pump']);
    return ['username' => $name, 'application_password' => $password];
}

echo json_encode([
    'clerk' => account('clerk', 'author'),
    'editor' => account('editor', 'editor'),
    'resident' => account('resident', 'subscriber'),
]), "\n";
